// SPDX-License-Identifier: Apache-2.0
// The form of a sanction, in a dialog over the card of its case. It is the form of the page /desk/…/ban.
import { get } from './desk_send.js';

function fill(card, doc) {
	const part = doc.querySelector('section.part:has(form.sheet)');
	if (!part)
		return false;
	const dialog = card.querySelector('dialog.ban') ?? Object.assign(document.createElement('dialog'), { className: 'ban' });
	const heading = part.querySelector('h3');
	heading.id = 'ban-title';
	dialog.setAttribute('aria-labelledby', heading.id);
	dialog.replaceChildren(document.importNode(part, true));
	dialog.querySelector('[data-cancel]').addEventListener('click', (event) => {
		event.preventDefault();
		dialog.close();
	});
	card.append(dialog);
	show(dialog);
	return true;
}

function show(dialog) {
	dialog.showModal();
	(dialog.querySelector('[aria-invalid]') ?? dialog.querySelector(':checked')).focus();
}

// Opens the form of the card, with what was typed before; false: it could not be loaded.
export async function open(card, url) {
	const shown = card.querySelector('dialog.ban');
	if (shown) {
		show(shown);
		return true;
	}
	const answer = await get(url).catch(() => null);
	return answer && card.isConnected && fill(card, answer.doc);
}

// A refused form is shown again with its failed checks. False: the answer is no such form.
export const again = (card, doc) => fill(card, doc);
