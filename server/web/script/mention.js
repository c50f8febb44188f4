// SPDX-License-Identifier: Apache-2.0
// Completes "@name" in the fields where readers write: a list of names below the field (WAI-ARIA listbox). composer.js loads
// this with the first "@". A textarea keeps its own role, which has no aria-expanded: a screen reader hears the active option.
const MAX = 5, WAIT_MS = 150;
const typed = /(?:^|[^\p{L}\p{M}\p{Nd}_@/.\-+=&#:%~])@([\p{L}\p{M}\p{Nd}_.'-]{0,40})$/u;
const known = new Map(); // what the server answered, by prefix
const fold = (name) => name.replaceAll(' ', '').toLowerCase();
const list = Object.assign(document.createElement('ul'), { className: 'names', id: 'names' });
list.setAttribute('role', 'listbox');

let area = null, from, closed = -1, active, timer; // closed: the "@" that has no list any more

addEventListener('input', ({ target }) => target.matches('textarea[name=body]') && look(target));
addEventListener('keydown', press, true); // before the field's own keys
addEventListener('focusout', ({ target }) => target === area && close());
list.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
list.addEventListener('click', ({ target }) => pick(target.closest('li')));
if (document.activeElement.matches('textarea[name=body]'))
	look(document.activeElement);

function look(field) {
	const end = field.selectionStart, prefix = typed.exec(field.value.slice(0, end))?.[1];
	clearTimeout(timer);
	if (prefix === undefined || end - prefix.length === closed)
		return close();
	closed = -1;
	area = field;
	from = end - prefix.length;
	draw(fold(prefix));
	if (!known.has(fold(prefix)))
		timer = setTimeout(ask, WAIT_MS, fold(prefix));
}

async function ask(prefix) {
	const url = new URL(`../v1/articles/${document.body.dataset.discussion.match(/[0-9a-f-]{36}/)[0]}/participants`, import.meta.url);
	url.searchParams.set('prefix', prefix);
	const answer = await fetch(url).catch(() => null);
	if (!answer?.ok)
		return;
	known.set(prefix, (await answer.json()).participants.map((one) => one.username));
	if (area && fold(area.value.slice(from, area.selectionStart)) === prefix)
		draw(prefix, list.isConnected ? active.textContent : null);
}

// Of the readers on this page, then of the others who wrote here.
function names(prefix) {
	const here = [...document.querySelectorAll('.comment:not(.own) > header > a.name')].map((one) => one.textContent);
	return [...new Set([...here, ...known.get(prefix) ?? []])].filter((name) => fold(name).startsWith(prefix)).slice(0, MAX);
}

// chosen: the name that stays active, because its reader has gone to it with a key meanwhile.
function draw(prefix, chosen) {
	const options = names(prefix).map((name, i) => {
		const option = Object.assign(document.createElement('li'), { id: `names-${i}`, textContent: name, dir: 'auto' });
		option.setAttribute('role', 'option');
		return option;
	});
	if (!options.length)
		return hide();
	list.replaceChildren(...options);
	list.ariaLabel = document.querySelector('form[data-names]').dataset.names;
	area.after(list);
	area.setAttribute('aria-autocomplete', 'list');
	area.setAttribute('aria-controls', list.id);
	move(Math.max(0, options.findIndex((one) => one.textContent === chosen)));
}

function move(to) {
	const options = [...list.children];
	active = options.at(to % options.length);
	options.forEach((one) => one.setAttribute('aria-selected', String(one === active)));
	area.setAttribute('aria-activedescendant', active.id);
}

function hide() {
	list.remove();
	['autocomplete', 'controls', 'activedescendant'].forEach((name) => area?.removeAttribute(`aria-${name}`));
}

function close() {
	hide();
	area = null;
}

function press(event) {
	if (!area || !list.isConnected || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
		return;
	const at = [...list.children].indexOf(active);
	if (event.key === 'ArrowDown')
		move(at + 1);
	else if (event.key === 'ArrowUp')
		move(at - 1);
	else if (event.key === 'Enter' || event.key === 'Tab')
		pick(active);
	else if (event.key === 'Escape') {
		closed = from;
		close();
	} else
		return;
	event.preventDefault();
	event.stopPropagation();
}

// A space follows, but not behind Hangul, where a particle may follow.
function pick(option) {
	if (!option)
		return;
	const name = option.textContent.replaceAll(' ', ''), text = name + (/\p{Script=Hangul}$/u.test(name) ? '' : ' ');
	const field = area, end = field.selectionStart, start = from;
	closed = from;
	close();
	field.setSelectionRange(start, end);
	if (!document.execCommand('insertText', false, text)) // keeps the browser's undo
		field.setRangeText(text, start, end, 'end');
}
