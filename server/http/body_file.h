/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A body in a memory file (memfd_create(2)) for sendfile(2): the kernel sends the file's pages, where sendmsg() copies.
 * The file is made when a body of at least cache.file_min bytes was sent BODY_FILE_SENDS times. A process has at most
 * cache.files_max files; a further one replaces the file that was sent longest ago and has no reader. A file is sealed
 * before it is sent, so its bytes cannot change.
 *
 * After any failure the body is sent from memory, and no file is made for one second.
 */
#ifndef HTTP_BODY_FILE_H
#define HTTP_BODY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

#include "base/mem.h"

#define BODY_FILE_SENDS 16 /* making one costs as much as a few copies */

struct body_file {
	int fd;			     /* -1: none */
	unsigned sends;		     /* from memory, since the last attempt to make one */
	unsigned readers;	     /* answers that are being sent from it */
	bool failed;		     /* sendfile() refused it: ends with its last reader */
	size_t size;		     /* bytes of memory */
	TAILQ_ENTRY(body_file) link; /* in the list of all, most recently sent first */
};

void body_file_init(struct body_file *);
/* Closes the file; no answer is being sent from it. */
void body_file_end(struct body_file *);

/* True: there is no file, and the body of len bytes was sent often enough for one. Counts one more send. */
bool body_file_due(struct body_file *, size_t len) MUST_USE;
/* Makes the file; false: it could not be made. */
bool body_file_make(struct body_file *, const char *p, size_t len) MUST_USE;
/* There is a file, and sendfile() has not refused it. */
bool body_file_usable(const struct body_file *) MUST_USE;

/* Between the two calls an answer is being sent from the file. */
void body_file_enter(struct body_file *);
void body_file_leave(struct body_file *);
/* sendfile() refused the file with this errno: it is not used any more. */
void body_file_fail(struct body_file *, int error);

struct body_file_figures {
	unsigned files;
	size_t bytes;
};
/* Of all files in this process. */
struct body_file_figures body_file_figures(void);

#endif
