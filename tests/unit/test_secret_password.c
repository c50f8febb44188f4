/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: right and wrong passwords, an unknown account at equal cost, memory failure as an error of its own, and the checks for new ones. */
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
only_the_right_password_verifies(void **state)
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
min_of(const char *hash, int64_t before)
{
	int64_t began = cpu_us(), took;

	assert_int_equal(password_verify("y", 1, hash, 4u << 20, 2, NULL), PASSWORD_WRONG);
	took = cpu_us() - began;
	return (took < before ? took : before);
}

static void
unknown_and_old_hashes_cost_as_much_as_a_wrong_password(void **state)
{
	int64_t wrong = INT64_MAX, unknown = INT64_MAX, old = INT64_MAX, older = INT64_MAX;
	char hash[PASSWORD_HASH], half[PASSWORD_HASH], little[PASSWORD_HASH];
	size_t i;

	(void)state;
	assert_int_equal(password_hash("x", 1, 4u << 20, 2, hash), PASSWORD_GOOD);
	assert_int_equal(password_hash("x", 1, 2u << 20, 2, half), PASSWORD_GOOD); /* before costs were raised */
	assert_int_equal(password_hash("x", 1, 1u << 20, 1, little), PASSWORD_GOOD);
	(void)min_of(NULL, 0); /* makes the dummy */
	for (i = 0; i < 25; i++) {
		wrong = min_of(hash, wrong);
		unknown = min_of(NULL, unknown);
		old = min_of(half, old);
		older = min_of(little, older);
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
static size_t max_memory; /* that a hash was made with */

int
__wrap_crypto_pwhash(unsigned char *out, unsigned long long len, const char *p, unsigned long long n, const unsigned char *salt,
    unsigned long long passes, size_t memory, int how)
{
	if (memory > max_memory)
		max_memory = memory;
	return (__real_crypto_pwhash(out, len, p, n, salt, passes, memory, how));
}

/* However cheap the hash is that was kept: what is spent besides takes no more memory than a hash may. */
static void
equalizing_costs_takes_no_more_memory_than_a_hash(void **state)
{
	char kept[PASSWORD_HASH];
	unsigned passes, before;
	size_t had;

	(void)state;
	for (had = 8; had <= 64; had += 8)
		for (before = 1; before <= 4; before++) {
			assert_int_equal(password_hash("x", 1, had << 10, before, kept), PASSWORD_GOOD);
			for (passes = 1; passes <= 3; passes++) {
				max_memory = 0;
				assert_int_equal(password_verify("y", 1, kept, 64u << 10, passes, NULL), PASSWORD_WRONG);
				assert_in_range(max_memory, had << 10, 64u << 10);
			}
		}
}

/* In a child whose address space is used up: the verdict is not "wrong". */
static void
a_lack_of_memory_is_no_wrong_password(void **state)
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
	const char *const names[] = { "madang", name, email, "Das Tägliche Blatt" };

	return (password_code(password_check(p, strlen(p), 10, 64, names, LENGTH(names), l)));
}

static struct password_list *
list_of(const char *lines)
{
	char path[] = "/tmp/madang-passwords-XXXXXX";
	FILE *f = fdopen(mkstemp(path), "w");
	struct password_list *l;

	assert_non_null(f);
	assert_true(fputs(lines, f) >= 0);
	assert_int_equal(fclose(f), 0);
	l = password_list_load(path);
	(void)unlink(path);
	return (l);
}

static void
each_check_refuses_with_its_code(void **state)
{
	struct password_list *l = list_of("#!comment: this is about the list\nPassword123\r\nqwertyuiop\n\nletmeinplease");

	(void)state;
	assert_non_null(l);
	assert_int_equal(password_list_count(l), 3);
	assert_string_equal(code_of("a fine long one", "kim", "kim@a.example", l), "ok");
	assert_string_equal(code_of("짧은비밀번호", "kim", NULL, l), "too_short");
	assert_string_equal(code_of("길지만괜찮은열글자비번", "kim", NULL, l), "ok");
	assert_string_equal(code_of("0123456789012345678901234567890123456789012345678901234567890abcd", NULL, NULL, l),
	    "too_long");
	assert_string_equal(code_of("passWORD123", NULL, NULL, l), "common_password");
	assert_string_equal(code_of("letmeinplease", NULL, NULL, l), "common_password");
	assert_string_equal(code_of("#!comment: this is about the list", NULL, NULL, l), "ok");
	assert_string_equal(code_of("aaaaaaaaaaaa", NULL, NULL, NULL), "common_password");
	assert_string_equal(code_of("abababababab", NULL, NULL, NULL), "common_password");
	assert_string_equal(code_of("Jonathan-Kim", "jonathan-kim", NULL, l), "same_as_name");
	assert_string_equal(code_of("Jonathan@a.example", "j", "jonathan@a.example", l), "same_as_name");
	assert_string_equal(code_of("jonathan.kim", "j", "Jonathan.Kim@a.example", l), "same_as_name");
	password_list_end(l);
	assert_null(password_list_load("/nonexistent"));
	assert_null(list_of("")); /* a list without entries would let everything pass */
	assert_null(list_of("#!comment: nothing else\n\n"));
}

struct password_case {
	const char *password, *code;
};

static void
expect_codes(const struct password_case *cases, size_t n, const struct password_list *l)
{
	unsigned failed = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		const char *code = code_of(cases[i].password, "hana kim", "h.kim2020@mail.example", l);

		if (strcmp(code, cases[i].code) != 0) {
			print_error("\"%s\": %s instead of %s\n", cases[i].password, code, cases[i].code);
			failed++;
		}
	}
	assert_int_equal(failed, 0);
}

/* A listed word stays one in its usual disguises. */
static void
a_disguised_common_password_is_refused(void **state)
{
	/* clang-format off */
	static const struct password_case cases[] = {
		{ "sunshine12", "common_password" }, { "SunShine99!", "common_password" }, { "$un$h1n3!!", "common_password" },
		{ "5un5h1ne2026", "common_password" }, { "sunshine????", "common_password" }, { "!!sunshine1", "common_password" },
		{ "sun-shine-1", "common_password" }, { "sunshinesunshine", "common_password" },
		{ "\uff53\uff55\uff4e\uff53\uff48\uff49\uff4e\uff45\uff11\uff12", "common_password" }, /* full width */
		{ "Trust.No1!?", "common_password" }, { "tru5tn01tru5tn01", "common_password" },
		{ "비밀번호123456", "ok" }, { "비밀번호입니다12!", "common_password" },
		{ "sunshine12345", "ok" }, { "sunshines over us", "ok" }, { "mysunshine", "ok" }, { "sunrise trust", "ok" },
	};
	/* clang-format on */
	struct password_list *l = list_of("sunshine\ntrustno1\n비밀번호입니다\n");

	(void)state;
	expect_codes(cases, LENGTH(cases), l);
	password_list_end(l);
}

/* No list is needed to see these. */
static void
keyboard_walks_and_repetitions_are_refused(void **state)
{
	/* clang-format off */
	static const struct password_case cases[] = {
		{ "1234567890", "common_password" }, { "0987654321", "common_password" }, { "qwertyuiop", "common_password" },
		{ "asdfghjkl;", "common_password" }, { "1q2w3e4r5t", "common_password" }, { "q1w2e3r4t5y6", "common_password" },
		{ "1qaz2wsx3edc", "common_password" }, { "zaq12wsxcde3", "common_password" }, { "!QAZ@WSX#EDC", "common_password" },
		{ "abcdefghij", "common_password" }, { "ZYXWVUTSRQ", "common_password" }, { "qwer1234asdf", "common_password" },
		{ "zxcvbnm,./", "common_password" }, { "poiuytrewq", "common_password" }, { "147258369!", "common_password" },
		{ "aaaaaaaaa1", "common_password" }, { "1111111111", "common_password" }, { "aaaaabbbbb", "common_password" },
		{ "12341234!!", "common_password" }, { "xoxoxoxo12", "common_password" }, { "가나다라마바사아자차", "common_password" },
		{ "1234567890-=", "common_password" }, { "QWERTYuiop123", "common_password" }, { "asdfasdfasdf", "common_password" },
		{ "sweet dessert", "ok" }, { "seven brown teapots", "ok" }, { "correct horse", "ok" }, { "stewardesses fed", "ok" },
		{ "9c31e8b20f7da4465d10", "ok" }, { "e3a19f0b77", "ok" }, { "19-Mayıs-1919", "ok" }, { "010-4738-2916", "ok" },
		{ "ten chars!", "ok" }, { "비밀번호는열글자이상", "ok" }, { "🦆🐟🌳🦆🐟🌳🦆🐟🌳🦆🐟🌳", "ok" },
	};
	/* clang-format on */

	(void)state;
	expect_codes(cases, LENGTH(cases), NULL);
}

/* Names, addresses and titles, with up to four characters around them. */
static void
a_password_made_of_a_name_is_refused(void **state)
{
	/* clang-format off */
	static const struct password_case cases[] = {
		{ "Hana Kim 99", "same_as_name" }, { "hanakim2026", "same_as_name" }, { "xHANA-KIMx", "same_as_name" },
		{ "h4n4 k1m 77", "same_as_name" }, { "H.Kim2020!!", "same_as_name" }, { "h.kim2020@mail.example", "same_as_name" },
		{ "Madang2026", "same_as_name" }, { "m@d4ng!!!!", "same_as_name" }, { "Das Tägliche Blatt", "same_as_name" },
		{ "dastäglicheblatt2!", "same_as_name" }, { "hana kim was here", "ok" }, { "madang is a courtyard", "ok" },
		{ "kim hana 2026", "ok" },
	};
	/* clang-format on */

	(void)state;
	expect_codes(cases, LENGTH(cases), NULL);
}

/* The passwords of deploy/quickstart: hexadecimal digits. */
static void
random_passwords_pass(void **state)
{
	char p[21] = "";
	unsigned i, k;

	(void)state;
	for (i = 0; i < 20000; i++) {
		uint64_t x = i * 0x9e3779b97f4a7c15u + 1;

		for (k = 0; k < 20; k++) {
			x ^= x >> 12;
			x ^= x << 25;
			x ^= x >> 27;
			p[k] = "0123456789abcdef"[(x * 0x2545f4914f6cdd1du) >> 60];
		}
		if (strcmp(code_of(p, "moderator", NULL, NULL), "ok") != 0)
			fail_msg("%s is refused", p);
	}
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
		cmocka_unit_test(only_the_right_password_verifies),
		cmocka_unit_test(unknown_and_old_hashes_cost_as_much_as_a_wrong_password),
		cmocka_unit_test(equalizing_costs_takes_no_more_memory_than_a_hash),
		cmocka_unit_test(a_lack_of_memory_is_no_wrong_password),
		cmocka_unit_test(each_check_refuses_with_its_code),
		cmocka_unit_test(a_disguised_common_password_is_refused),
		cmocka_unit_test(keyboard_walks_and_repetitions_are_refused),
		cmocka_unit_test(a_password_made_of_a_name_is_refused),
		cmocka_unit_test(random_passwords_pass),
	};

	return (cmocka_run_group_tests(tests, start, NULL));
}
