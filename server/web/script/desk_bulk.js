// SPDX-License-Identifier: Apache-2.0
// Selected cases, and one decision on all of them. The decided cases leave the list; a refused one stays selected and says
// why. The undo of all is one act too.
import { get, post } from './desk_send.js';

const SIZE = 'madang-desk-size';
let desk, words, list, anchor = null;

// What desk_cases.js gives: idOf(row), rowOf(id), current(), gone(ids), back(), say(text, kind, nodes), undoable(form, then).
export function start(given) {
	({ desk, words } = given);
	list = given;
	document.addEventListener('submit', submitted);
	document.addEventListener('change', ({ target }) => target.closest('.list-pane .pick') && count());
	document.addEventListener('click', clicked);
	keepSize();
	count();
}

const form = () => document.getElementById('bulk');
const boxes = () => [...desk.querySelectorAll('.list-pane .pick input')];
const ticked = () => boxes().filter((box) => box.checked);
const rowOfBox = (box) => box.closest('li');
// The boxes of a group, without those of cases decided apart.
const groupOf = (row) => boxes().filter((box) => rowOfBox(box).matches(`[data-group="${row.dataset.group}"]:not(.done)`));

function count() {
	const n = ticked().length, box = desk.querySelector('details.bulk'), all = desk.querySelector('.list-pane .tick-all');
	desk.classList.toggle('selecting', n > 0);
	if (box) {
		box.open = n > 0;
		box.querySelector('summary').textContent = `${words.selected} ${n}`;
	}
	if (all)
		all.textContent = n > 0 && n === boxes().length ? words.none : words.all;
	for (const link of desk.querySelectorAll('.tick-alike')) {
		const group = groupOf(link.closest('li'));
		link.dataset.some ??= link.textContent;
		link.textContent = group.some((box) => !box.checked) ? link.dataset.some.replace(/\d+/, group.length) : words.none;
		link.hidden = !group.length;
	}
	return n;
}

// ---- selecting
// X selects the case in view; shift and a click the cases from the last selected one.
export function pick(row) {
	const box = row?.querySelector('.pick input');
	if (!box)
		return;
	box.checked = !box.checked;
	anchor = row;
	list.tell(`${words.selected} ${count()}`);
}

// L, or the link above a group: the shown cases whose texts are alike.
export function alike(row) {
	if (!row?.dataset.group)
		return;
	const group = groupOf(row), on = group.some((box) => !box.checked);
	for (const box of group)
		box.checked = on;
	list.tell(`${words.selected} ${count()}`);
}

// A case leaves the list; the line above its group goes to the next case of it.
export function remove(row) {
	const head = row?.querySelector('.alike-head'), next = row?.nextElementSibling;
	if (head && next?.dataset.group === row.dataset.group)
		next.prepend(head);
	row?.remove();
}

export function range(row) {
	const all = [...desk.querySelectorAll('.list-pane .cases > li')];
	const from = all.indexOf(anchor ?? list.rowOf(list.current())), to = all.indexOf(row);
	for (const one of all.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)) {
		const box = one.querySelector('.pick input');
		if (box)
			box.checked = true;
	}
	anchor = row;
	list.tell(`${words.selected} ${count()}`);
}

function clicked(event) {
	const { target } = event, row = target.closest?.('.list-pane .cases > li');
	if (target.closest?.('.list-pane .tick-all')) {
		event.preventDefault();
		const on = ticked().length < boxes().length;
		for (const box of boxes())
			box.checked = on;
		list.tell(`${words.selected} ${count()}`);
	} else if (target.closest?.('.tick-alike')) {
		event.preventDefault();
		alike(row);
	} else if (row && target.matches('.pick input')) {
		if (event.shiftKey)
			range(row);
		anchor = row;
	} else if (target.closest?.('.sizes a'))
		store((kept) => kept.setItem(SIZE, target.textContent));
}

// ---- the length of the list
// May be forbidden.
function store(work) {
	try {
		return work(localStorage);
	} catch {
		return null;
	}
}

function keepSize() {
	const size = store((kept) => kept.getItem(SIZE));
	if (!/^(20|50|100)$/.test(size))
		return;
	for (const link of document.querySelectorAll('.desk-nav [data-go="c"], .desk .filters a')) {
		const url = new URL(link.href);
		if (!url.searchParams.has('limit'))
			url.searchParams.set('limit', size);
		link.href = url.href;
	}
}

// ---- deciding
function submitted(event) {
	if (event.defaultPrevented || event.target !== form())
		return;
	event.preventDefault();
	decide(form(), event.submitter);
}

// The reasons of cases that are not selected stay here.
function fields(sent, submitter) {
	const body = new URLSearchParams(new FormData(sent, submitter));
	for (const name of [...body.keys()])
		if (name.startsWith('reason-') && !body.has(name.replace('reason-', 'case-')))
			body.delete(name);
	return body;
}

async function decide(sent, submitter) {
	const rows = ticked().map(rowOfBox), body = fields(sent, submitter);
	if (!rows.length || sent.dataset.sent)
		return;
	sent.dataset.sent = '1';
	for (const row of rows)
		row.querySelector('.refusal')?.remove();
	list.say(words.sending, 'wait');
	const { ok, doc } = await post(new URL(sent.getAttribute('action'), location.href).href, body);
	delete sent.dataset.sent;
	sent.elements.key.value = crypto.randomUUID();
	if (!ok)
		return void list.say(doc.querySelector('.errors p, h1')?.textContent ?? words.refused, 'bad');
	settle(rows, doc);
}

function settle(rows, doc) {
	const left = new Map([...doc.querySelectorAll('.refused li')].map((one) => [one.dataset.case, one]));
	const gone = rows.filter((row) => !left.has(list.idOf(row))).map(list.idOf);
	for (const row of rows)
		if (left.has(list.idOf(row)))
			refuse(row, left.get(list.idOf(row)));
	const undoing = doc.querySelector('.flash.done form');
	const said = [doc.querySelector('.flash.done p'), doc.querySelector('p.flash.wait'), doc.querySelector('.refused h2')];
	const text = said.filter(Boolean).map((one) => one.textContent).join(' ');
	if (undoing)
		list.undoable(document.importNode(undoing, true), undone, gone);
	list.gone(gone);
	count();
	list.say(text, left.size ? 'bad' : 'done', undoing ? [list.undoButton()] : []);
	if (!left.size)
		form()?.reset();
	count();
}

// The reason in words, and the text if it is another by now.
function refuse(row, why) {
	const box = document.createElement('p'), excerpt = why.querySelector('.excerpt')?.textContent, tick = row.querySelector('.pick input');
	box.className = 'error refusal';
	box.textContent = why.querySelector('.why').textContent;
	if (excerpt && tick.value !== why.querySelector('.pick input').value)
		row.querySelector('.body').textContent = excerpt;
	tick.value = why.querySelector('.pick input').value;
	const state = why.querySelector('.state');
	if (state)
		row.querySelector('.state').replaceWith(document.importNode(state, true));
	row.querySelector('.body').after(box);
}

// ---- undoing
// The cases are back in the list; those that were not undone are named.
async function undone(doc, ok) {
	const refused = doc.querySelector('.refused');
	list.say(doc.querySelector('.flash p, .errors p')?.textContent ?? (refused ? '' : words.refused), ok && !refused ? 'done' : 'bad',
		refused ? [document.importNode(refused, true)] : []);
	if (ok)
		await list.back();
	count();
}

// Takes the list as it is now, with the selection of the page.
export async function reload(url) {
	const { ok, doc } = await get(url), now = doc.querySelector('.cases'), pane = desk.querySelector('.list-pane');
	if (!ok)
		return;
	const on = new Set(ticked().map((box) => box.name));
	pane.replaceChildren(...[...doc.body.children].map((one) => document.importNode(one, true)));
	for (const box of now ? boxes() : [])
		box.checked = on.has(box.name);
	count();
}
