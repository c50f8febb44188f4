/*
 * Lets system calls fail (LD_PRELOAD): accept4() and getrandom(), with the error the test wants, and counts them.
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
#include <sys/socket.h>
#include <unistd.h>

static struct control {
	int32_t accept_error, random_error; /* 0: the call is made */
	_Atomic uint64_t accepts;	    /* that failed so */
} *control;

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
