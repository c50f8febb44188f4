/* Goal: right and wrong passwords, an unknown account at equal cost, no memory told apart, and the checks for new ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "secret/password.h"
#include "secret/token.h"

#define MEMORY (64u << 10)
#define PASSES 1

static void
test_hash(void **state)
{
	char hash[PASSWORD_HASH], second[PASSWORD_HASH];
	bool rehash;

	(void)state;
	assert_int_equal(password_hash("correct horse", 13, MEMORY, PASSES, hash), PASSWORD_GOOD);
	assert_int_equal(password_hash("correct horse", 13, MEMORY, PASSES, second), PASSWORD_GOOD);
	assert_string_not_equal(hash, second);
	assert_int_equal(password_verify("correct horse", 13, hash, MEMORY, PASSES, &rehash), PASSWORD_GOOD);
	assert_false(rehash);
	assert_int_equal(password_verify("correct horse", 13, hash, MEMORY * 2, PASSES, &rehash), PASSWORD_GOOD);
	assert_true(rehash);
	assert_int_equal(password_verify("correct horsf", 13, hash, MEMORY, PASSES, &rehash), PASSWORD_WRONG);
	assert_int_equal(password_verify("correct horse", 12, hash, MEMORY, PASSES, NULL), PASSWORD_WRONG);
	assert_int_equal(password_verify("correct horsf", 13, hash, MEMORY + 8192, PASSES, NULL), PASSWORD_WRONG);
	assert_int_equal(password_verify("correct horsf", 13, hash, MEMORY, PASSES + 7, NULL), PASSWORD_WRONG);
	assert_int_equal(password_verify("correct horsf", 13, hash, MEMORY / 8, PASSES + 30, NULL), PASSWORD_WRONG);
	assert_int_equal(password_verify("correct horse", 13, NULL, MEMORY, PASSES, NULL), PASSWORD_WRONG);
	assert_int_equal(password_verify("correct horse", 13, "", MEMORY, PASSES, NULL), PASSWORD_WRONG);
	assert_int_equal(password_verify("correct horse", 13, "$argon2id$v=19$m=1", MEMORY, PASSES, NULL), PASSWORD_WRONG);
}

static int64_t
cpu_us(void)
{
	struct timespec t;

	assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t), 0);
	return ((int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000);
}

/* Processor time of one try; the least of several, since a neighbour can only make it longer. */
static int64_t
least_of(const char *hash, int64_t before)
{
	int64_t began = cpu_us(), took;

	assert_int_equal(password_verify("y", 1, hash, 4u << 20, 2, NULL), PASSWORD_WRONG);
	took = cpu_us() - began;
	return (took < before ? took : before);
}

static void
test_equal_cost(void **state)
{
	int64_t wrong = INT64_MAX, unknown = INT64_MAX, old = INT64_MAX, older = INT64_MAX;
	char hash[PASSWORD_HASH], half[PASSWORD_HASH], little[PASSWORD_HASH];
	size_t i;

	(void)state;
	assert_int_equal(password_hash("x", 1, 4u << 20, 2, hash), PASSWORD_GOOD);
	assert_int_equal(password_hash("x", 1, 2u << 20, 2, half), PASSWORD_GOOD); /* before costs were raised */
	assert_int_equal(password_hash("x", 1, 1u << 20, 1, little), PASSWORD_GOOD);
	(void)least_of(NULL, 0); /* makes the dummy */
	for (i = 0; i < 25; i++) {
		wrong = least_of(hash, wrong);
		unknown = least_of(NULL, unknown);
		old = least_of(half, old);
		older = least_of(little, older);
	}
	print_message("wrong %ld us, unknown %ld us, of lower costs %ld and %ld us\n", (long)wrong, (long)unknown, (long)old,
	    (long)older);
	assert_true(wrong * 3 < unknown * 4 && unknown * 3 < wrong * 4);
	assert_true(old * 3 < unknown * 4 && unknown * 3 < old * 4);
	assert_true(older * 3 < unknown * 4 && unknown * 3 < older * 4);
}

int __real_crypto_pwhash(unsigned char *, unsigned long long, const char *, unsigned long long, const unsigned char *,
    unsigned long long, size_t, int);
int __wrap_crypto_pwhash(unsigned char *, unsigned long long, const char *, unsigned long long, const unsigned char *,
    unsigned long long, size_t, int);
static size_t most_memory; /* that a hash was made with */

int
__wrap_crypto_pwhash(unsigned char *out, unsigned long long len, const char *p, unsigned long long n, const unsigned char *salt,
    unsigned long long passes, size_t memory, int how)
{
	if (memory > most_memory)
		most_memory = memory;
	return (__real_crypto_pwhash(out, len, p, n, salt, passes, memory, how));
}

/* However cheap the hash is that was kept: what is spent besides takes no more memory than a hash may. */
static void
test_no_more_memory_than_a_hash(void **state)
{
	char kept[PASSWORD_HASH];
	unsigned passes, before;
	size_t had;

	(void)state;
	for (had = 8; had <= 64; had += 8)
		for (before = 1; before <= 4; before++) {
			assert_int_equal(password_hash("x", 1, had << 10, before, kept), PASSWORD_GOOD);
			for (passes = 1; passes <= 3; passes++) {
				most_memory = 0;
				assert_int_equal(password_verify("y", 1, kept, 64u << 10, passes, NULL), PASSWORD_WRONG);
				assert_in_range(most_memory, had << 10, 64u << 10);
			}
		}
}

/* In a child whose address space is used up: the verdict is not "wrong". */
static void
test_no_memory(void **state)
{
#if defined(__SANITIZE_ADDRESS__)
	(void)state;
	print_message("skipped: AddressSanitizer needs the address space\n");
	skip();
#else
	char hash[PASSWORD_HASH];
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(password_hash("x", 1, 256u << 20, 1, hash), PASSWORD_GOOD);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		const struct rlimit little = { 128u << 20, 128u << 20 };

		if (setrlimit(RLIMIT_AS, &little) != 0)
			_exit(9);
		if (password_verify("x", 1, hash, 256u << 20, 1, NULL) != PASSWORD_NO_MEMORY)
			_exit(1);
		if (password_verify("x", 1, NULL, 256u << 20, 1, NULL) != PASSWORD_NO_MEMORY)
			_exit(2);
		_exit(password_hash("x", 1, 256u << 20, 1, hash) == PASSWORD_NO_MEMORY ? 0 : 3);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
#endif
}

static const char *
code_of(const char *p, const char *name, const char *email, const struct password_list *l)
{
	return (password_code(password_check(p, strlen(p), 10, 64, name, email, l)));
}

static void
test_checks(void **state)
{
	char path[] = "/tmp/madang-passwords-XXXXXX";
	int fd = mkstemp(path);
	struct password_list *l;
	FILE *f = fdopen(fd, "w");

	(void)state;
	assert_non_null(f);
	assert_true(fputs("Password123\r\nqwertyuiop\n\nletmeinplease", f) >= 0);
	assert_int_equal(fclose(f), 0);
	l = password_list_load(path);
	(void)unlink(path);
	assert_non_null(l);
	assert_int_equal(password_list_count(l), 3);
	assert_string_equal(code_of("a fine long one", "kim", "kim@a.example", l), "ok");
	assert_string_equal(code_of("짧은비밀번호", "kim", NULL, l), "too_short");
	assert_string_equal(code_of("길지만괜찮은열글자비번", "kim", NULL, l), "ok");
	assert_string_equal(code_of("0123456789012345678901234567890123456789012345678901234567890abcd", NULL, NULL, l), "too_long");
	assert_string_equal(code_of("passWORD123", NULL, NULL, l), "common_password");
	assert_string_equal(code_of("letmeinplease", NULL, NULL, l), "common_password");
	assert_string_equal(code_of("letmeinplease1", NULL, NULL, l), "ok");
	assert_string_equal(code_of("aaaaaaaaaaaa", NULL, NULL, NULL), "common_password");
	assert_string_equal(code_of("abababababab", NULL, NULL, NULL), "common_password");
	assert_string_equal(code_of("Jonathan-Kim", "jonathan-kim", NULL, l), "same_as_name");
	assert_string_equal(code_of("Jonathan@a.example", "j", "jonathan@a.example", l), "same_as_name");
	assert_string_equal(code_of("jonathan.kim", "j", "Jonathan.Kim@a.example", l), "same_as_name");
	password_list_end(l);
	assert_null(password_list_load("/nonexistent"));
}

static int
start(void **state)
{
	(void)state;
	secret_start();
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_equal_cost),
		cmocka_unit_test(test_no_more_memory_than_a_hash),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_checks),
	};

	return (cmocka_run_group_tests(tests, start, NULL));
}
