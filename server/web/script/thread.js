// SPDX-License-Identifier: Apache-2.0
// The script of a discussion's pages. Every part survives the absence of what it looks for.
import * as frame from './frame.js';
import * as signIn from './window.js';

frame.start();
signIn.start();
