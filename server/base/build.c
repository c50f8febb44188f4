/* SPDX-License-Identifier: Apache-2.0 */
#include "base/build.h"

#include <elf.h>
#include <link.h>
#include <string.h>

#include "base/mem.h"

#define DIGITS 12

static char id[DIGITS + 1], epoch_id[2 * DIGITS + 1];

/* Finds the note of type NT_GNU_BUILD_ID (elf(5)); notes are padded to four bytes. */
static void
build_id_of_notes(const unsigned char *p, size_t n)
{
	ElfW(Nhdr) h;

	while (n >= sizeof(h)) {
		size_t name, all;

		memcpy(&h, p, sizeof(h));
		name = (h.n_namesz + 3U) & ~3U;
		all = sizeof(h) + name + ((h.n_descsz + 3U) & ~3U);
		if (all > n)
			return;
		if (h.n_type == NT_GNU_BUILD_ID && h.n_descsz >= DIGITS / 2) {
			for (size_t i = 0; i < DIGITS / 2; i++)
				(void)snprintf(id + 2 * i, 3, "%02x", p[sizeof(h) + name + i]);
			return;
		}
		p += all;
		n -= all;
	}
}

/* The first object is the program itself, so this ends the iteration. */
static int
build_id_of_program(struct dl_phdr_info *info, size_t size, void *arg)
{
	(void)size;
	(void)arg;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *ph = &info->dlpi_phdr[i];

		if (ph->p_type == PT_NOTE && id[0] == '\0')
			build_id_of_notes((const unsigned char *)info->dlpi_addr + ph->p_vaddr, ph->p_memsz);
	}
	return (1);
}

/* Six digits of the build, then the epoch. */
bool
build_epoch(const char *epoch)
{
	static char known[DIGITS + 1];

	if (strncmp(epoch, known, DIGITS) == 0)
		return (false);
	(void)snprintf(known, sizeof(known), "%s", epoch);
	epoch_id[0] = '\0';
	(void)snprintf(epoch_id, sizeof(epoch_id), "%.*s%s", DIGITS / 2, build_id(), known);
	return (true);
}

const char *
build_id(void)
{
	if (epoch_id[0] != '\0')
		return (epoch_id);
	if (id[0] == '\0')
		(void)dl_iterate_phdr(build_id_of_program, NULL);
	return (id[0] != '\0' ? id : MADANG_VERSION);
}
