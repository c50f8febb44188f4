/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/audit_heads.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

#define RESTORED "restored "

/* A gap includes later ones after the same seal, because the entries that named them are lost too. */
bool
audit_heads_restart(struct audit_heads *h, const struct audit_head *from)
{
	struct audit_gap gap = { .after = from->number };
	size_t i, kept = 0;

	while (h->ngaps > 0 && h->gaps[h->ngaps - 1].after >= from->number)
		gap.last = h->gaps[--h->ngaps].last;
	for (i = 0; i < h->n; i++)
		if (h->list[i].number > from->number)
			gap.last = h->list[i];
		else
			h->list[kept++] = h->list[i];
	h->n = kept;
	if (gap.last.number == 0)
		return (false);
	h->gaps = mem_grow(h->gaps, (h->ngaps + 1) * sizeof(gap));
	h->gaps[h->ngaps++] = gap;
	return (true);
}

bool
audit_heads_read(struct audit_heads *h, const char *path)
{
	char line[256], hex[2 * SEAL_HASH + 1];
	struct audit_head head;
	size_t skip;
	FILE *in = fopen(path, "re");

	*h = (struct audit_heads) { 0 };
	if (in == NULL)
		return (false);
	while (fgets(line, sizeof(line), in) != NULL) {
		skip = strncmp(line, RESTORED, strlen(RESTORED)) == 0 ? strlen(RESTORED) : 0;
		if (sscanf(line + skip, "%" SCNu64 " %64[0-9a-f]", &head.number, hex) != 2 ||
		    !seal_unhex(hex, head.hash, SEAL_HASH))
			continue;
		if (skip > 0)
			(void)audit_heads_restart(h, &head);
		else {
			h->list = mem_grow(h->list, (h->n + 1) * sizeof(head));
			h->list[h->n++] = head;
		}
	}
	(void)fclose(in);
	return (true);
}

bool
audit_heads_append(const char *path, const struct audit_head *from)
{
	char hex[SEAL_HEX(SEAL_HASH)];
	FILE *out = fopen(path, "ae");
	bool ok;

	if (out == NULL)
		return (false);
	seal_hex(from->hash, SEAL_HASH, hex);
	ok = fprintf(out, RESTORED "%" PRIu64 " %s\n", from->number, hex + 2) > 0 && fflush(out) == 0 && fsync(fileno(out)) == 0;
	return (fclose(out) == 0 && ok);
}

void
audit_heads_end(struct audit_heads *h)
{
	free(h->list);
	free(h->gaps);
	*h = (struct audit_heads) { 0 };
}
