/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the audit's heads in a process of its own, so that no reader waits for a slow disk. It appends the lines from a
 * pipe to audit.heads_file and waits until they are on the disk. Lines that cannot be written stay in shared memory,
 * which survives the process, and are retried every audit.heads_retry. If the memory is full, the oldest are dropped.
 */
#ifndef HEAD_WRITER_H
#define HEAD_WRITER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Shared: the supervisor maps it before the first fork. */
struct head_queue {
	_Atomic unsigned waiting; /* lines that are not in the file yet */
	bool torn;		  /* the file ends with an incomplete line */
	size_t n;
	char lines[65536];
};

/* Runs until the last writer has closed the pipe. */
_Noreturn void head_writer_run(int pipe, struct head_queue *);

#endif
