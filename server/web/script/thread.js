// SPDX-License-Identifier: Apache-2.0
// The script of a discussion's pages. Every part survives the absence of what it looks for.
import * as acts from './acts.js';
import * as composer from './composer.js';
import * as frame from './frame.js';
import * as live from './live.js';
import * as overlay from './overlay.js';
import * as reading from './reading.js';
import * as signIn from './window.js';

frame.start();
composer.start();
acts.start();
signIn.start();
reading.start();
overlay.start();

const words = document.getElementById('live-words');
if (words)
	setTimeout(live.start, words.dataset.stay, words);
