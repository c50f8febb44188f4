/*
 * Writes the audit's heads, in a process of its own: a disk that takes long to say that a line stands on it
 * keeps no reader waiting. Lines that come through the pipe are appended to audit.heads_file as they are. Where
 * that fails they are kept, in memory that outlives the process, and tried again every second, also with the
 * last one when the server stops. If more come than can be kept, the oldest go.
 */
#ifndef HEADS_H
#define HEADS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Shared: the supervisor maps it before the first fork. */
struct head_queue {
	_Atomic unsigned waiting; /* lines that came and do not stand in the file */
	bool torn;		  /* the file ends in a part of a line */
	size_t n;
	char lines[65536];
};

/* Until the pipe's last writer is gone. */
_Noreturn void head_writer_run(int pipe, struct head_queue *);

#endif
