/*
 * A body in a memory file (memfd_create(2)), for sendfile(2): the kernel sends the file's own pages, where sendmsg()
 * copies. It is made when a body of at least cache.file_min bytes was sent BODY_FILE_SENDS times. A process has at
 * most cache.files_max of them; one more takes the place of the one that was sent longest ago, unless answers are
 * being sent from all. The file is sealed before anything is sent from it, so its bytes cannot change.
 *
 * Whatever fails, the body in memory is sent instead, and no file is made for a second.
 */
#ifndef HTTP_BODY_FILE_H
#define HTTP_BODY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

#include "base/mem.h"

#define BODY_FILE_SENDS 16 /* making one costs as much as a few copies */

struct body_file {
	int fd;		  /* -1: none */
	unsigned sends;	  /* from memory, since the last attempt to make one */
	unsigned readers; /* answers that are being sent from it */
	bool failed;	  /* sendfile() refused it: ends with its last reader */
	size_t size;	  /* bytes of memory */
	TAILQ_ENTRY(body_file) link; /* in the list of all, most recently sent first */
};

void body_file_init(struct body_file *);
/* Nobody reads from it any more. */
void body_file_end(struct body_file *);

/* There is none, and the body of len bytes, about to be sent once more, has been sent often enough for one. */
bool body_file_due(struct body_file *, size_t len) MUST_USE;
/* Makes it; false: there is none. */
bool body_file_make(struct body_file *, const char *p, size_t len) MUST_USE;
/* There is one that answers may be sent from. */
bool body_file_usable(const struct body_file *) MUST_USE;

/* An answer is sent from it from now on, until leave. */
void body_file_enter(struct body_file *);
void body_file_leave(struct body_file *);
/* sendfile() refused it with this error; it is used no more. */
void body_file_fail(struct body_file *, int error);

struct body_file_figures {
	unsigned files;
	size_t bytes;
};
/* Of all in this process. */
struct body_file_figures body_file_figures(void);

#endif
