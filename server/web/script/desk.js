// SPDX-License-Identifier: Apache-2.0
// The script of the desk: keys on every page, list and case side by side where there are cases. What it sends are the
// forms of the pages, so every act works without it too.
import * as cases from './desk_cases.js';
import * as keys from './desk_keys.js';

keys.start(cases.start());
