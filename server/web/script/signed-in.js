// SPDX-License-Identifier: Apache-2.0
// The last page of the window of a sign-in: it reports to the frame that opened it, and hands over a one-time code if
// that frame asks for one (window.js). Both ends are pages of our own origin; the browser delivers to no other.
const OWN = location.origin;
const ANSWER_MS = 4000; // the frame closes this window long before
const frame = window.opener;

let late;

function say(id) {
	const line = document.getElementById(id);
	if (line)
		line.hidden = false;
}
const sayAlone = () => say('signed-in-alone');

async function receive(event) {
	if (event.origin !== OWN || event.source !== frame)
		return;
	clearTimeout(late);
	if (event.data?.madang === 'press') // the frame has a question for the reader
		say('signed-in-press');
	if (event.data?.madang !== 'give-code')
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
	late = setTimeout(sayAlone, ANSWER_MS);
} else
	sayAlone();
