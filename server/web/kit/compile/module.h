/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Joins the script of a page with the modules that it imports (server/web/script) into one file. One file compresses better
 * than several, and a browser gets it by one request.
 *
 * Each imported module becomes a function that runs once and returns the exported names:
 *
 *   in the source                    in the joined script
 *   import { a } from './b.js';      const { a } = module_b;
 *   import * as c from './b.js';     const c = module_b;
 *   export function d() {            function d() {              and at the end of the module: return { d };
 *   export const e = 1;              const e = 1;                the same
 *   export { a };                                                the same
 *
 * Each of these forms stands on a line of its own, without indentation. Other imports and exports do not compile, because they could not
 * be joined this way. Modules that import each other do not compile.
 */
#ifndef WEB_COMPILE_MODULE_H
#define WEB_COMPILE_MODULE_H

#include "asset.h"

/* Makes entry->text the joined script, without comments, indentation and empty lines. The first line, the license, stays. */
void module_join(struct arena *, struct asset_source *all, unsigned n, struct asset_source *entry);

#endif
