// SPDX-License-Identifier: Apache-2.0
// The forms in which readers write: buttons and keys for Markdown, the count of what is left, growing fields, and drafts
// that stay in the browser until they are posted. Words come from the data attributes of the page's own form.
import { parse } from './parse.js';

const DRAFT = 'madang-draft:';
const GROW_MAX = 400; // px; a longer text scrolls in its field
const KEEP_MS = 30 * 24 * 3600 * 1000;
const marks = { Bold: ['**', '**'], Italic: ['*', '*'], Quote: ['> ', ''], Link: ['[', '](https://)'] };
const keys = { b: 'Bold', i: 'Italic', k: 'Link' };
const letters = globalThis.Intl?.Segmenter && new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export { parse };

export function start() {
	sweep();
	ready();
	addEventListener('pagehide', () => document.querySelectorAll('form[data-ready]').forEach(keep));
}

// The page has its composer.
export function ready() {
	document.querySelectorAll('#write form').forEach(prepare);
	const field = location.hash === '#write' && document.querySelector('#write textarea');
	if (field)
		field.focus(); // the reader pressed Reply
}

// ---- drafts. A browser may forbid the storage: then there are none.
export function storage(work) {
	try {
		return work(localStorage);
	} catch {
		return null;
	}
}

function sweep() {
	storage((store) => Object.keys(store).filter((name) => name.startsWith(DRAFT)).forEach((name) => {
		if (!(JSON.parse(store[name]).at > Date.now() - KEEP_MS))
			store.removeItem(name);
	}));
}

const draftName = (form) => `${DRAFT}${new URL(form.action).pathname}:${form.elements.parent_id?.value ?? ''}`;
const field = (form) => form.querySelector('textarea[name=body]');

export function keep(form) {
	const text = field(form)?.value;
	if (form.dataset.ready !== 'draft' || text === undefined)
		return;
	storage((store) => (text.trim() ? store.setItem(draftName(form), JSON.stringify({ text, at: Date.now() })) :
		store.removeItem(draftName(form))));
}

function restore(form) {
	const draft = storage((store) => JSON.parse(store.getItem(draftName(form))));
	if (draft?.text && !field(form).value)
		field(form).value = draft.text;
}

// Empties a form that was sent, and gives it a new key: the next comment is another one.
export function clean(form) {
	if (form.elements.key)
		form.elements.key.value = crypto.randomUUID();
	if (!form.dataset.ready)
		return;
	storage((store) => store.removeItem(draftName(form)));
	field(form).value = '';
	form.edit?.();
	form.count?.();
	grow(field(form));
}

// ---- the field
export function grow(area) {
	area.style.height = '';
	if (area.scrollHeight > area.clientHeight)
		area.style.height = `${Math.min(area.scrollHeight + 4, GROW_MAX)}px`;
}

function mark(area, name) {
	const [before, after] = marks[name], { selectionStart: from, selectionEnd: to, value } = area;
	const text = name === 'Quote' ? value.slice(from, to).replace(/\n/g, '\n> ') : value.slice(from, to);
	const lead = name === 'Quote' && from > 0 && value[from - 1] !== '\n' ? '\n' : '';
	area.focus();
	// execCommand keeps the browser's undo
	if (!document.execCommand('insertText', false, lead + before + text + after))
		area.setRangeText(lead + before + text + after, from, to);
	const at = from + lead.length + before.length;
	area.setSelectionRange(at, at + text.length);
	area.dispatchEvent(new Event('input', { bubbles: true }));
}

function toolbar(area, words) {
	const bar = document.createElement('p');
	bar.className = 'toolbar';
	bar.setAttribute('role', 'group');
	bar.setAttribute('aria-label', words[4]);
	Object.keys(marks).forEach((name, i) => {
		const button = document.createElement('button');
		button.type = 'button';
		button.textContent = words[i];
		button.addEventListener('click', () => mark(area, name));
		bar.append(button);
	});
	return bar;
}

// The server's own rendering takes the place of the field until the button is pressed again.
function preview(form, area, words) {
	const button = document.createElement('button'), box = document.createElement('div');
	button.type = 'button';
	button.textContent = words.preview;
	button.setAttribute('aria-pressed', 'false');
	box.className = 'preview text';
	box.setAttribute('role', 'status');
	box.dir = 'auto';
	const show = (on) => {
		button.setAttribute('aria-pressed', String(on));
		area.hidden = on;
		if (!on)
			box.replaceChildren();
	};
	form.edit = () => show(false);
	button.addEventListener('click', async () => {
		if (area.hidden || !area.value.trim()) {
			show(false);
			area.focus();
			return;
		}
		const nodes = await rendered(area.value).catch(() => [words.again]);
		box.replaceChildren(...nodes);
		show(true);
	});
	area.after(box);
	return button;
}

async function rendered(body) {
	const answer = await fetch(new URL('../v1/preview', import.meta.url),
		{ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ body }) });
	const said = await answer.json();
	if (!answer.ok)
		return [said.detail ?? said.title];
	return [...document.importNode(parse(said.html).body, true).childNodes];
}

function typed(event, form, area) {
	if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
		return;
	const name = keys[event.key.toLowerCase()];
	if (name)
		mark(area, name);
	else if (event.key === 'Enter')
		form.requestSubmit();
	else
		return;
	event.preventDefault();
}

// From nine tenths of the limit on; the server's count decides.
function counter(area, words) {
	const max = Number(area.dataset.max), line = document.createElement('p');
	line.className = 'count';
	line.setAttribute('aria-live', 'polite');
	const show = () => {
		const n = area.value.length < max * 0.5 || !letters ? [...area.value].length : [...letters.segment(area.value)].length;
		line.textContent = n > max * 0.9 ? `${max - n} ${words}` : '';
		line.classList.toggle('over', n > max);
	};
	return { line, show };
}

// The list of names is loaded with the first "@".
function complete(area, words) {
	if (words.mention && area.value.includes('@'))
		import(new URL(words.mention, import.meta.url)).catch(() => { /* without a list */ });
}

export function prepare(form) {
	const area = field(form), words = document.querySelector('form[data-tools]')?.dataset;
	if (!area || form.dataset.ready || !words)
		return;
	form.dataset.ready = form.matches('[data-tools]') ? 'draft' : 'edit';
	area.before(toolbar(area, words.tools.split('|')));
	const { line, show } = counter(area, words.left);
	if (area.dataset.max)
		area.after(line);
	area.previousElementSibling.append(preview(form, area, words));
	form.count = show;
	if (form.dataset.ready === 'draft')
		restore(form);
	area.addEventListener('input', () => { show(); grow(area); keep(form); complete(area, words); });
	area.addEventListener('keydown', (event) => typed(event, form, area));
	show();
	grow(area);
}
