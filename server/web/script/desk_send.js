// SPDX-License-Identifier: Apache-2.0
// Sends the desk's forms in place. A form is sent again with the same key until an answer comes, so it counts once.
import { parse } from './parse.js';

const WAIT_MS = [300, 1000, 2000, 4000, 8000];
const PART = { 'Madang-Part': '1', Accept: 'text/html' };
let waiting = 0, told = () => {};

// lost(true): the connection is lost; lost(false): an answer came.
export const onLost = (lost) => { told = lost; };
export const pending = () => waiting > 0;

export async function get(url) {
	const answer = await fetch(url, { cache: 'no-store', headers: PART });
	return { ok: answer.ok, status: answer.status, doc: parse(await answer.text()) };
}

const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

// An answer that says nothing about the act: nginx or a restart.
const unknown = (status) => status === 429 || status === 502 || status === 503 || status === 504;

export async function post(url, body) {
	waiting++;
	try {
		for (let n = 0; ; n++) {
			const answer = await fetch(url, { method: 'POST', body, headers: PART, cache: 'no-store', keepalive: true }).catch(() => null);
			if (answer && !unknown(answer.status)) {
				if (n > 0)
					told(false);
				return { ok: answer.ok, status: answer.status, doc: parse(await answer.text()) };
			}
			if (n > 0)
				told(true);
			await sleep(WAIT_MS[Math.min(n, WAIT_MS.length - 1)]);
		}
	} finally {
		waiting--;
	}
}
