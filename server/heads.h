/*
 * Writes the audit's heads, in a process of its own: a disk that takes long to
 * say that a line stands on it keeps no reader waiting. What comes through the
 * pipe is appended to audit.heads_file as it is. Nobody waits for it: what a
 * crash leaves unwritten is made good by the next worker that seals.
 */
#ifndef HEADS_H
#define HEADS_H

/* Until the pipe's last writer is gone. */
_Noreturn void heads_run(int pipe);

#endif
