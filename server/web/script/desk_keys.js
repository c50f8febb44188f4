// SPDX-License-Identifier: Apache-2.0
// Keys of the desk, by their place on the keyboard (event.code), so that they work with a Korean input method too. They do
// nothing in a field, with a modifier, or when switched off; a key that is held down acts once.
const OFF = 'madang-desk-keys';
const GO_MS = 2000; // between g and its letter
let acts, dialog, going = 0;

// May be forbidden.
export function storage(work) {
	try {
		return work(localStorage);
	} catch {
		return null;
	}
}

const off = () => storage((store) => store.getItem(OFF)) === 'off';
const show = () => document.documentElement.classList.toggle('keys-off', off());

export function start(given) {
	acts = { Slash: () => go('s'), ...given };
	show();
	document.addEventListener('keydown', pressed);
}

const inField = (node) => node.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog');

function pressed(event) {
	if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
		return;
	if (event.code === 'Escape' && acts.Escape) {
		acts.Escape(event);
		return;
	}
	if (inField(event.target))
		return;
	const code = event.code.startsWith('Numpad') ? event.code.replace('Numpad', 'Digit') : event.code;
	if (code === 'Slash' && event.shiftKey) {
		event.preventDefault();
		help();
		return;
	}
	const onControl = event.target.closest?.('button, a, summary, input');
	if (off() || event.shiftKey || code === 'Enter' && onControl)
		return;
	const act = going > Date.now() && code.startsWith('Key') ? () => go(code.slice(3).toLowerCase()) :
		code === 'KeyG' ? () => { going = Date.now() + GO_MS; } : Object.hasOwn(acts, code) && acts[code];
	if (!act)
		return;
	event.preventDefault();
	if (event.repeat && !['KeyJ', 'KeyK'].includes(code))
		return;
	if (code !== 'KeyG')
		going = 0;
	act(event);
}

function go(letter) {
	going = 0;
	document.querySelector(`.desk-nav [data-go="${letter}"]`)?.click();
}

export function help() {
	if (!dialog) {
		const template = document.getElementById('desk-help');
		if (!template)
			return;
		dialog = document.importNode(template.content, true).querySelector('dialog');
		document.body.append(dialog);
		dialog.querySelector('button').addEventListener('click', () => dialog.close());
		dialog.querySelector('input').addEventListener('change', ({ target }) => {
			storage((store) => (target.checked ? store.removeItem(OFF) : store.setItem(OFF, 'off')));
			show();
		});
	}
	dialog.querySelector('input').checked = !off();
	dialog.showModal();
}
