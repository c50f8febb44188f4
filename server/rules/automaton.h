/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The automaton of Aho and Corasick (1975) over folded letters. A run of one letter is one step in entries and texts
 * alike; the caller checks the length of runs when an entry ends. Used by words.c.
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

/* Adds a letter of an entry: the node below `at`, made if need be. 0 is the root. */
uint32_t automaton_below(struct automaton *, uint32_t at, uint32_t letter) MUST_USE;
/* Ends an entry at a node. id: the caller's number, never 0. Returns the id that ended there before, or 0. */
uint32_t automaton_put(struct automaton *, uint32_t at, uint32_t id);
/* Has it the maximum number of different letters? No entry may be added then. */
bool automaton_full(const struct automaton *);

/*
 * Builds in slices after the last entry: does about *work steps, subtracts them, and returns true when the automaton
 * can be scanned.
 */
bool automaton_build(struct automaton *, size_t *work) MUST_USE;

typedef void automaton_fn(void *arg, uint32_t id, size_t end);
/* Calls back for every entry that ends at letter `end`, the longest first. */
void automaton_scan(const struct automaton *, const struct folded *, automaton_fn *, void *arg);

#endif
