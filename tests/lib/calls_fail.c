/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lets system calls fail (LD_PRELOAD): accept4(), getrandom(), memfd_create() and sendfile(), with the error the test
 * wants, and counts them.
 * MADANG_CALLS_FAIL names a file, shared with the test, that holds struct control.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile struct control {
	int32_t accept_error, random_error, memfd_error, sendfile_error; /* 0: the call is made */
	int64_t sendfile_at;						 /* it fails from this offset on */
	int64_t sendfile_max;						 /* bytes that one call sends at most; 0: all */
	_Atomic uint64_t accepts;					 /* that failed so */
	_Atomic uint64_t sendfiles, refused;				 /* made; files and sendfiles that failed so */
} * control;

__attribute__((constructor)) static void
start(void)
{
	const char *path = getenv("MADANG_CALLS_FAIL");
	int fd = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;

	if (fd >= 0)
		control = mmap(NULL, sizeof(*control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

int
accept4(int fd, struct sockaddr *sa, socklen_t *len, int flags)
{
	int (*real)(int, struct sockaddr *, socklen_t *, int) = dlsym(RTLD_NEXT, "accept4");

	if (control == NULL || control->accept_error == 0 || sa == NULL) /* the hashers' own has none */
		return (real(fd, sa, len, flags));
	(void)atomic_fetch_add(&control->accepts, 1);
	errno = control->accept_error;
	return (-1);
}

ssize_t
getrandom(void *p, size_t n, unsigned flags)
{
	ssize_t (*real)(void *, size_t, unsigned) = dlsym(RTLD_NEXT, "getrandom");

	if (control == NULL || control->random_error == 0)
		return (real(p, n, flags));
	errno = control->random_error;
	return (-1);
}

int
memfd_create(const char *name, unsigned flags)
{
	int (*real)(const char *, unsigned) = dlsym(RTLD_NEXT, "memfd_create");

	int error = control != NULL ? control->memfd_error : 0; /* once: the test may change it meanwhile */

	if (error == 0)
		return (real(name, flags));
	(void)atomic_fetch_add(&control->refused, 1);
	errno = error;
	return (-1);
}

ssize_t
sendfile(int to, int from, off_t *at, size_t n)
{
	ssize_t (*real)(int, int, off_t *, size_t) = dlsym(RTLD_NEXT, "sendfile");
	int error = control != NULL ? control->sendfile_error : 0;
	int64_t max = control != NULL ? control->sendfile_max : 0;

	if (error != 0 && *at >= control->sendfile_at) {
		(void)atomic_fetch_add(&control->refused, 1);
		errno = error;
		return (-1);
	}
	if (control != NULL)
		(void)atomic_fetch_add(&control->sendfiles, 1);
	if (max > 0 && n > (size_t)max)
		n = (size_t)max;
	return (real(to, from, at, n));
}
