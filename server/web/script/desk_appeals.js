// SPDX-License-Identifier: Apache-2.0
// The appeals side by side, as the cases are: the list on the left, the appeal in view on the right. The page has
// them whole, so the next one needs no request; a decision is sent behind it.
import { onLost, post } from './desk_send.js';

const TOAST_MS = 12_000;
let page, pane, words, live, toast, current, last;
const whole = new Map();	// list item: its appeal as the page had it
const done = new Set();

export function start() {
	page = document.getElementById('appeals');
	words = document.getElementById('desk-words')?.dataset;
	if (!page || !words)
		return {};
	pane = page.querySelector('.case-pane');
	pane.hidden = false;
	document.documentElement.classList.add('desk-app');
	live = Object.assign(document.createElement('div'), { className: 'unseen' });
	live.setAttribute('role', 'status');
	document.body.append(live);
	onLost((lost) => (lost ? say(words.lost, 'wait') : toast?.remove()));
	rows().forEach(split);
	document.addEventListener('click', clicked);
	document.addEventListener('submit', submitted);
	const undoing = page.querySelector('.flash form');
	if (undoing)
		last = { undo: undoing };
	show(rows().find(mine) ?? rows()[0]);
	return { KeyJ: () => step(1), KeyK: () => step(-1), KeyO: () => press('overturn'), KeyH: () => press('uphold'), KeyU: undo, KeyM: openWords, Escape: escape };
}

const rows = () => [...page.querySelectorAll('.appeals > li')];
const mine = (row) => !done.has(row) && whole.get(row).querySelector('form');
const press = (name) => pane.querySelector(`[data-act="${name}"]`)?.click();
const urlOf = (form) => new URL(form.getAttribute('action'), location.href).href;

// The list keeps the head of each appeal and its text; everything else is for the pane. Each form gets a key of its own.
function split(row) {
	const node = row.querySelector('.appeal'), head = document.createElement('article'), open = document.createElement('a');
	head.className = 'case';
	head.append(...['header', '.against', '.body'].map((part) => node.querySelector(part).cloneNode(true)));
	head.querySelector('.back').remove();
	open.className = 'open';
	open.href = `#${node.id}`;
	open.textContent = node.dataset.open;
	head.append(open);
	row.replaceChildren(head);
	node.classList.add('full');
	for (const key of node.querySelectorAll('[name=key]'))
		key.value = crypto.randomUUID();
	whole.set(row, node);
}

function show(row) {
	if (!row)
		return void nothing();
	current = row;
	page.querySelector('.appeals > [aria-current]')?.removeAttribute('aria-current');
	row.setAttribute('aria-current', 'true');
	row.scrollIntoView({ block: 'nearest' });
	pane.replaceChildren(whole.get(row));
	pane.scrollTop = 0;
	page.classList.add('showing');
	whole.get(row).focus({ preventScroll: true });
}

function nothing() {
	current = null;
	const box = Object.assign(document.createElement('div'), { className: 'empty-pane' });
	box.textContent = page.querySelector('.empty')?.textContent ?? page.querySelector('.appeals').dataset.done;
	pane.replaceChildren(box);
	page.classList.remove('showing');
}

function step(by) {
	const all = rows();
	for (let i = all.indexOf(current) + by; i >= 0 && i < all.length; i += by)
		if (!done.has(all[i]))
			return void show(all[i]);
}

function openWords() {
	const box = pane.querySelector('details.words');
	if (box) {
		box.open = true;
		box.querySelector('textarea').focus();
	}
}

function escape(event) {
	if (event.target.closest?.('details.words')) {
		event.target.blur();
		whole.get(current).focus();
	} else if (matchMedia('(max-width: 64rem)').matches)
		page.classList.remove('showing');
}

function clicked(event) {
	const at = event.target.closest?.('a, button, .appeals > li');
	if (!at || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.button)
		return;
	const row = at.closest('.appeals > li');
	if (row && (at === row || at.matches('.open'))) {
		event.preventDefault();
		show(row);
	} else if (at.matches('[data-act="list"]')) {
		event.preventDefault();
		page.classList.remove('showing');
	}
}

function submitted(event) {
	const sent = event.target;
	if (event.defaultPrevented)
		return;
	if (sent.matches('.appeal .decide-bar')) {
		event.preventDefault();
		decide(sent, event.submitter);
	} else if (sent.closest('.toast, .flash')) {
		event.preventDefault();
		undo();
	}
}

function mark(row, text) {
	row.classList.toggle('done', text !== null);
	row.querySelector('.outcome')?.remove();
	if (text)
		row.querySelector('.case-what').append(Object.assign(document.createElement('span'), { className: 'outcome', textContent: text }));
}

// Shows the next appeal at once; the decision is on its way meanwhile.
function decide(sent, submitter) {
	const row = current;
	if (done.has(row))
		return;
	done.add(row);
	mark(row, submitter.firstChild.textContent.split(':')[0]);
	const one = last = { row };
	one.answered = post(urlOf(sent), new URLSearchParams(new FormData(sent, submitter))).then((answer) => settle(one, answer));
	const all = rows(), at = all.indexOf(row);
	show([...all.slice(at + 1), ...all.slice(0, at)].find(mine));
}

function settle(one, { ok, status, doc }) {
	const line = doc.querySelector('.flash p, .errors p, h1')?.textContent ?? words.refused;
	if (ok) {
		const form = doc.querySelector('.flash form');
		one.undo = form && document.importNode(form, true);
		say(line, 'done', one === last && one.undo);
		return;
	}
	if (one === last)
		last = null;
	done.delete(one.row);
	mark(one.row, null);
	show(one.row);
	say(status === 401 ? words.signedOut : line, 'bad');
}

function say(text, kind, undoing) {
	toast?.remove();
	toast = Object.assign(document.createElement('div'), { className: `toast ${kind}` });
	toast.append(Object.assign(document.createElement('p'), { textContent: text }));
	if (undoing) {
		const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words.undo });
		button.dataset.key = 'U';
		button.addEventListener('click', undo);
		toast.append(button);
	}
	document.querySelector('main').append(toast);
	live.textContent = text;
	const shown = toast;
	if (kind === 'done')
		setTimeout(() => shown.remove(), TOAST_MS);
}

async function undo() {
	const what = last;
	last = null;
	await what?.answered;
	if (!what?.undo)
		return;
	const { ok, doc } = await post(urlOf(what.undo), new URLSearchParams(new FormData(what.undo)));
	say(doc.querySelector('.flash p, .errors p, h1')?.textContent ?? words.refused, ok ? 'done' : 'bad');
	page.querySelector('.flash')?.remove();
	if (!ok)
		return;
	if (!what.row)
		return void location.reload();
	done.delete(what.row);
	mark(what.row, null);
	whole.get(what.row).querySelector('[name=key]').value = crypto.randomUUID();
	show(what.row);
}
