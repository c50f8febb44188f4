/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes one allocation of libpq fail (LD_PRELOAD). A place is a call of malloc, calloc, realloc or strdup in libpq,
 * identified by its offset in the library. MADANG_LIBPQ_FAILS names a file, shared with the test, that holds struct control.
 */
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PLACES 1024
#define ANY    UINT32_MAX

static struct control {
	uint32_t pid;	    /* only this process counts and fails */
	uint32_t place;	    /* which is to fail; 0: none, ANY: whichever it is */
	uint32_t countdown; /* it fails when this comes to 0 */
	uint32_t failed;    /* allocations that were refused so far */
	struct {
		uint32_t place, calls;
	} places[PLACES];
} * control;
static uintptr_t from, to;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static int
find(struct dl_phdr_info *info, size_t size, void *arg)
{
	int i;

	(void)size;
	(void)arg;
	if (strstr(info->dlpi_name, "/libpq.so") == NULL)
		return (0);
	for (i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_LOAD &&
		    info->dlpi_addr + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz > to)
			to = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
	from = info->dlpi_addr;
	return (1);
}

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("MADANG_LIBPQ_FAILS");
	int fd = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	(void)dl_iterate_phdr(find, NULL);
	control = mmap(NULL, sizeof(*control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (control == MAP_FAILED)
		control = NULL;
	(void)close(fd);
}

static bool
fails(const void *caller)
{
	uint32_t place = (uint32_t)((uintptr_t)caller - from);
	unsigned i;

	if (control == NULL || (uintptr_t)caller < from || (uintptr_t)caller >= to || control->pid != (uint32_t)getpid())
		return (false);
	for (i = 0; i < PLACES && control->places[i].place != place && control->places[i].place != 0; i++)
		;
	if (i < PLACES) {
		control->places[i].place = place;
		control->places[i].calls++;
	}
	if ((control->place != place && control->place != ANY) || control->countdown == 0 || --control->countdown > 0)
		return (false);
	control->failed++;
	errno = ENOMEM;
	return (true);
}

void *
malloc(size_t n)
{
	return (fails(__builtin_return_address(0)) ? NULL : __libc_malloc(n));
}

void *
calloc(size_t n, size_t size)
{
	return (fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size));
}

void *
realloc(void *p, size_t n)
{
	return (fails(__builtin_return_address(0)) ? NULL : __libc_realloc(p, n));
}

char *
strdup(const char *s)
{
	size_t n = strlen(s) + 1;
	char *copy = fails(__builtin_return_address(0)) ? NULL : __libc_malloc(n);

	return (copy != NULL ? memcpy(copy, s, n) : NULL);
}
