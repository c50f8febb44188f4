// SPDX-License-Identifier: Apache-2.0
// The last page of the window of a sign-in: it reports to the frame that opened it, and hands over a one-time code if
// that frame asks for one (window.js). Both ends are pages of our own origin; the browser delivers to no other.
const OWN = location.origin;
const ANSWER_MS = 4000; // the frame closes this window long before
const frame = window.opener;

function sayAlone() {
	const line = document.getElementById('signed-in-alone');
	if (line)
		line.hidden = false;
}

async function receive(event) {
	if (event.origin !== OWN || event.source !== frame || event.data?.madang !== 'give-code')
		return;
	const answer = await fetch(new URL('../v1/sessions/handover', import.meta.url),
		{ method: 'POST', credentials: 'same-origin', cache: 'no-store', redirect: 'error' }).catch(() => null);
	if (answer?.ok)
		frame.postMessage({ madang: 'code', code: (await answer.json()).code }, OWN);
	else
		sayAlone();
}

if (frame && !frame.closed) {
	addEventListener('message', receive);
	frame.postMessage({ madang: 'signed-in' }, OWN);
	setTimeout(sayAlone, ANSWER_MS);
} else
	sayAlone();
