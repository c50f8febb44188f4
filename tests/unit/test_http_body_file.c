/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a body that is sent often gets one sealed memory file, within the limits, and a failed call leaves nothing behind. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "http/cache.h"
#include "settings/settings.h"

#define SIZE 20000

static char body[SIZE];
static int64_t now = 1000;
static int made, error;	  /* calls of memfd_create(); what it fails with */
static const char *other; /* it opens this file instead */
static unsigned without;  /* flags that it does not get */

int64_t __wrap_clock_ms(void);
int __wrap_memfd_create(const char *, unsigned);
int __real_memfd_create(const char *, unsigned);

int64_t
__wrap_clock_ms(void)
{
	return (now);
}

int
__wrap_memfd_create(const char *name, unsigned flags)
{
	made++;
	if (other != NULL)
		return (open(other, O_WRONLY | O_CLOEXEC));
	errno = error;
	return (error != 0 ? -1 : __real_memfd_create(name, flags & ~without));
}

static unsigned
descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	unsigned n = 0;

	while (readdir(d) != NULL)
		n++;
	(void)closedir(d);
	return (n);
}

/* Sends it so often; whether there is a file then. */
static bool
sent(struct body_file *f, unsigned times)
{
	while (times-- > 0)
		if (body_file_due(f, SIZE) && body_file_make(f, body, SIZE))
			assert_int_equal(times, 0);
	return (body_file_usable(f));
}

static void
allow(const char *files)
{
	assert_int_equal(setenv("MADANG_CACHE_FILES_MAX", files, 1), 0);
	assert_true(settings_load(NULL, stderr));
}

static int
begin(void **state)
{
	(void)state;
	for (unsigned i = 0; i < SIZE; i++)
		body[i] = (char)('a' + i % 26);
	now += 100000;
	made = error = 0;
	without = 0;
	other = NULL;
	allow("256");
	return (0);
}

static void
only_a_body_that_is_sent_often_gets_a_file(void **state)
{
	struct body_file f;

	(void)state;
	body_file_init(&f);
	assert_false(sent(&f, BODY_FILE_SENDS));
	assert_int_equal(made, 0);
	assert_true(sent(&f, 1));
	assert_int_equal(made, 1);
	assert_false(body_file_due(&f, SIZE));
	body_file_end(&f);
	for (int i = 0; i < 100; i++)
		assert_false(body_file_due(&f, (size_t)setting_int(CACHE_FILE_MIN) - 1));
	assert_true(f.sends == 0);
}

static void
the_bytes_of_a_file_cannot_change(void **state)
{
	struct body_file f;
	char read[SIZE + 1];

	(void)state;
	body_file_init(&f);
	assert_true(sent(&f, BODY_FILE_SENDS + 1));
	assert_int_equal(pread(f.fd, read, sizeof(read), 0), SIZE);
	assert_memory_equal(read, body, SIZE);
	assert_int_equal(pwrite(f.fd, "x", 1, 0), -1);
	assert_int_equal(pwrite(f.fd, "x", 1, SIZE), -1);
	assert_int_equal(ftruncate(f.fd, SIZE - 1), -1);
	assert_ptr_equal(mmap(NULL, SIZE, PROT_WRITE, MAP_SHARED, f.fd, 0), MAP_FAILED);
	assert_int_equal(fcntl(f.fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	body_file_end(&f);
}

static void
the_file_sent_longest_ago_is_evicted(void **state)
{
	struct body_file f[4];
	unsigned before = descriptors();

	(void)state;
	allow("3");
	for (int i = 0; i < 4; i++)
		body_file_init(&f[i]);
	for (int i = 0; i < 3; i++)
		assert_true(sent(&f[i], BODY_FILE_SENDS + 1));
	body_file_enter(&f[0]); /* 1 is sent, 0 is being sent */
	body_file_enter(&f[1]);
	body_file_leave(&f[1]);
	assert_true(sent(&f[3], BODY_FILE_SENDS + 1));
	assert_false(body_file_usable(&f[2]));
	assert_int_equal(body_file_figures().files, 3);
	/* Answers are being sent from all: it is copied. */
	body_file_enter(&f[1]);
	body_file_enter(&f[3]);
	assert_false(sent(&f[2], BODY_FILE_SENDS + 1));
	body_file_leave(&f[3]);
	assert_true(sent(&f[2], BODY_FILE_SENDS + 1));
	assert_false(body_file_usable(&f[3]));
	assert_int_equal(descriptors(), before + 3);
	/* Fewer are allowed. */
	allow("0");
	body_file_leave(&f[0]);
	body_file_leave(&f[1]);
	assert_false(sent(&f[3], BODY_FILE_SENDS + 1));
	assert_int_equal(body_file_figures().files, 0);
	assert_int_equal(body_file_figures().bytes, 0);
	assert_int_equal(descriptors(), before);
}

static void
a_file_counts_and_ends_with_its_page(void **state)
{
	struct cache *c = cache_new();
	struct uuid article = { { 0 } };
	struct page *p = cache_page(c, "/p", 2, &article);
	struct cached_response *copy = cached_response_new();
	unsigned before = descriptors();
	unsigned long plain;

	(void)state;
	buf_add(&copy->body, body, SIZE);
	cache_put(c, p, copy, 1);
	plain = cache_figures(c).bytes;
	assert_true(sent(&copy->body_file, BODY_FILE_SENDS + 1));
	assert_true(sent(&copy->gzip_file, BODY_FILE_SENDS + 1));
	assert_int_equal(cache_figures(c).files, 2);
	assert_true(cache_figures(c).bytes >= plain + 2 * SIZE);
	assert_int_equal(descriptors(), before + 2);
	cached_response_hold(copy); /* somebody reads it slowly */
	body_file_enter(&copy->body_file);
	cache_drop(c, p);
	assert_int_equal(pread(copy->body_file.fd, body, SIZE, 0), SIZE);
	body_file_leave(&copy->body_file);
	cached_response_release(copy);
	assert_int_equal(cache_figures(c).files, 0);
	assert_int_equal(cache_figures(c).bytes, 0);
	assert_int_equal(descriptors(), before);
	/* A file that makes the cache too large pushes a page out. */
	p = cache_page(c, "/q", 2, &article);
	copy = cached_response_new();
	buf_add(&copy->body, body, SIZE);
	cache_put(c, p, copy, 1);
	plain = cache_figures(c).bytes;
	assert_true(sent(&copy->body_file, BODY_FILE_SENDS + 1));
	cache_trim(c, plain + SIZE);
	assert_int_equal(cache_figures(c).pages, 0);
	assert_int_equal(descriptors(), before);
	cache_end(c);
}

/* Nothing is left open, and nothing is tried for a second. */
static void
fails(void)
{
	struct body_file f;
	unsigned before = descriptors();

	body_file_init(&f);
	assert_false(sent(&f, BODY_FILE_SENDS + 1));
	assert_int_equal(made, 1);
	assert_false(sent(&f, 10 * BODY_FILE_SENDS));
	assert_int_equal(made, 1);
	assert_int_equal(descriptors(), before);
	assert_int_equal(body_file_figures().bytes, 0);
	error = 0;
	without = 0;
	other = NULL;
	now += 1000;
	assert_true(sent(&f, BODY_FILE_SENDS + 1 - f.sends));
	body_file_end(&f);
	assert_int_equal(descriptors(), before);
}

static void
without_a_descriptor_there_is_no_file(void **state)
{
	(void)state;
	error = EMFILE;
	fails();
}

static void
without_memory_there_is_no_file(void **state)
{
	(void)state;
	error = ENOMEM;
	fails();
}

static void
a_failed_write_leaves_no_file(void **state)
{
	(void)state;
	other = "/dev/full";
	fails();
}

static void
a_file_that_cannot_be_sealed_is_not_used(void **state)
{
	(void)state;
	without = MFD_ALLOW_SEALING;
	fails();
}

static void
a_file_that_cannot_be_sent_ends_with_its_last_reader(void **state)
{
	struct body_file f;
	unsigned before = descriptors();

	(void)state;
	body_file_init(&f);
	assert_true(sent(&f, BODY_FILE_SENDS + 1));
	body_file_enter(&f);
	body_file_enter(&f);
	body_file_fail(&f, EIO);
	body_file_leave(&f);
	assert_false(body_file_usable(&f));
	assert_int_equal(descriptors(), before + 1);
	body_file_leave(&f);
	assert_int_equal(descriptors(), before);
	assert_false(sent(&f, 10 * BODY_FILE_SENDS));
	now += 1000;
	assert_true(sent(&f, BODY_FILE_SENDS + 1 - f.sends));
	body_file_end(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(only_a_body_that_is_sent_often_gets_a_file, begin),
		cmocka_unit_test_setup(the_bytes_of_a_file_cannot_change, begin),
		cmocka_unit_test_setup(the_file_sent_longest_ago_is_evicted, begin),
		cmocka_unit_test_setup(a_file_counts_and_ends_with_its_page, begin),
		cmocka_unit_test_setup(without_a_descriptor_there_is_no_file, begin),
		cmocka_unit_test_setup(without_memory_there_is_no_file, begin),
		cmocka_unit_test_setup(a_failed_write_leaves_no_file, begin),
		cmocka_unit_test_setup(a_file_that_cannot_be_sealed_is_not_used, begin),
		cmocka_unit_test_setup(a_file_that_cannot_be_sent_ends_with_its_last_reader, begin),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
