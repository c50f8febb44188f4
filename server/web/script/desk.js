// SPDX-License-Identifier: Apache-2.0
// The script of the desk: keys on every page, list and case side by side where there are cases, what colleagues do. What it sends are the
// forms of the pages, so every act works without it too.
import * as appeals from './desk_appeals.js';
import * as cases from './desk_cases.js';
import * as copy from './desk_copy.js';
import * as keys from './desk_keys.js';
import * as live from './desk_live.js';

copy.start();
const acts = { ...cases.start(), ...appeals.start() };
keys.start({ ...acts, ...live.start(cases.view) });
