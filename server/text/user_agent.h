/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The browser and the system that a User-Agent header names, in words that their user recognizes. A client sends what it
 * likes, so the words are a hint for people and decide nothing.
 */
#ifndef TEXT_USER_AGENT_H
#define TEXT_USER_AGENT_H

#include <stdbool.h>

#define USER_AGENT_WORDS 64 /* bytes of the longest words and their NUL */

/*
 * "Firefox on Windows", or without a known system "Firefox". False for an unknown browser: "Another program on Android",
 * "Another program". agent may be NULL: the request had no such header.
 */
bool user_agent_words(const char *agent, char out[USER_AGENT_WORDS]);

#endif
