/*
 * The automaton of Aho and Corasick (1975) over letters. A run of one letter is
 * one step in it, in entries and texts alike; how long a run is, the caller
 * checks when an entry ends. For words.c.
 */
#ifndef RULES_AUTOMATON_H
#define RULES_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "rules/fold.h"

struct automaton;

struct automaton *automaton_new(void) MUST_USE;
void automaton_end(struct automaton *); /* NULL is fine */
size_t automaton_size(const struct automaton *);

/* Entries are added letter by letter: where `letter` leads from `at`, 0 being the root. */
uint32_t automaton_below(struct automaton *, uint32_t at, uint32_t letter) MUST_USE;
/* The number of what ends there now, never 0; what did before, or 0. */
uint32_t automaton_put(struct automaton *, uint32_t at, uint32_t what);
/* Has it as many kinds of letters as it can tell apart? */
bool automaton_full(const struct automaton *);

/*
 * After the last entry, again and again: does about *work steps and takes them
 * off. True when the automaton can be used.
 */
bool automaton_build(struct automaton *, size_t *work) MUST_USE;

typedef void automaton_fn(void *arg, uint32_t what, size_t end);
/* Calls back for everything that was put and ends at letter `end`, longest first. */
void automaton_scan(const struct automaton *, const struct folded *, automaton_fn *, void *arg);

#endif
