/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions that Madang must not call, because they overflow, hide truncation, ignore errors, depend on the locale or keep
 * hidden state. A call does not compile, and the error names the replacement. base/mem.h includes this file.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(name, instead) banned_##name##_use_##instead

#undef strcpy
#define strcpy(a, b) BANNED(strcpy, memcpy_or_buf)
#undef strcat
#define strcat(a, b) BANNED(strcat, buf)
#undef strncpy
#define strncpy(a, b, n) BANNED(strncpy, memcpy)
#undef strncat
#define strncat(a, b, n) BANNED(strncat, buf)
#undef sprintf
#define sprintf(...) BANNED(sprintf, snprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf, vsnprintf)
#undef strtok
#define strtok(a, b) BANNED(strtok, strtok_r)
#undef atoi
#define atoi(a) BANNED(atoi, strtol)
#undef atol
#define atol(a) BANNED(atol, strtol)
#undef atof
#define atof(a) BANNED(atof, strtod)
#undef localtime
#define localtime(a) BANNED(localtime, gmtime_r)
#undef gmtime
#define gmtime(a) BANNED(gmtime, gmtime_r)
#undef ctime
#define ctime(a) BANNED(ctime, clock_rfc3339)
#undef asctime
#define asctime(a) BANNED(asctime, clock_rfc3339)
#undef system
#define system(a) BANNED(system, posix_spawn)
#undef popen
#define popen(a, b) BANNED(popen, posix_spawn)

#endif
