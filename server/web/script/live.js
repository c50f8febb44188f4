// SPDX-License-Identifier: Apache-2.0
// Follows the discussion: deploy/doc/live.md. thread.js starts this later.
import { ask, focus, place, say } from './acts.js';
import { keep, storage } from './composer.js';
import { shared } from './stream.js';

const OFF = 'madang-live', SAY_MS = 30_000, ELSEWHERE = 'more';
const plural = new Intl.PluralRules('en');
const fresh = new Map(); // comments that the page lacks: what they answer
const lines = new Map(); // answered comments that the page lacks: the comments above them, nearest first
let words, v, root, top, stream, timer, checking, over, looked, more = 0, said = 0;

export function start(holder) {
	words = holder.dataset;
	v = +words.version;
	root = document.body.dataset.discussion;
	top = document.querySelector('.comment.focus')?.id.slice(2) ?? '';
	let from;
	stream = shared(OFF + root, {
		address: () => `${root.replace(/\/\w+(\/[^/]+)$/, '/v1/articles$1')}/events?since=${from ?? v}`,
		kinds: ['change', 'reset'],
		take: (_, event) => take(event),
		greeting: () => v,
		greeted(version) {
			from = version;
			if (version < v)
				stream.open();
			from = null;
		},
		refused: check,
	});
	holder.append(button(() => {
		storage((store) => { store[OFF] = off() ? '' : 'off'; });
		stream.leave();
		watch();
	}));
	document.addEventListener('visibilitychange', watch);
	document.addEventListener('madang:posted', render);
	watch();

	function watch() {
		clearTimeout(timer);
		holder.firstChild.textContent = off() ? words.resume : words.pause;
		if (document.hidden)
			timer = setTimeout(stream.leave, words.hidden);
		else if (!over && !off() && hasMoved())
			stream.join();
	}
}

const here = (id) => document.getElementById(`c-${id}`);
const off = () => storage((store) => store[OFF]) === 'off';
const count = (word, n) => words[word + plural.select(n)].replace('%', n);
const later = () => new Promise((done) => setTimeout(done, Math.random() * words.spread));

const button = (act) => Object.assign(document.createElement('button'), { onclick: act, className: 'answers' });

function hasMoved() {
	const newest = [...document.querySelectorAll('.comment time')].map((time) => time.dateTime).sort().pop();
	return !newest || Date.now() - Date.parse(newest) < words.days * 86_400_000;
}

function take(event) {
	const box = document.querySelector('.count[data-count]');
	if (!event.new)
		more += Math.max(1, event.count - box.dataset.count);
	else if (event.v <= v)
		return;
	else {
		more += event.more;
		event.new.forEach(([id, parent]) => fresh.set(id, parent ?? ''));
		event.gone.forEach(remove);
		event.edited.forEach(edit);
		event.votes.forEach(vote);
	}
	v = event.v;
	if (!event.new || event.article)
		check();
	box.dataset.count = event.count;
	box.firstElementChild.textContent = count('count', event.count);
	render();
}

// The article changed, or is not where it was.
async function check() {
	if (checking)
		return;
	checking = true;
	await later();
	checking = false;
	const page = new URL(location), detail = { words, page, button, ask, focus, keep, say };
	page.searchParams.set('v', v);
	await import(new URL(words.article, import.meta.url)).catch(() => { /* at the next change */ });
	document.dispatchEvent(new CustomEvent('madang:article', { detail }));
	over = await detail.over;
	if (over)
		stream.leave();
}

function remove(id) {
	const comment = here(id);
	fresh.delete(id);
	if (!comment || comment.matches('.gone, :has(.part)')) // the reader is writing
		return;
	comment.style = `min-height: ${comment.getBoundingClientRect().height}px`;
	comment.className = 'comment gone';
	comment.replaceChildren(document.createElement('p'));
	comment.firstChild.textContent = words.gone;
}

async function edit(id) {
	if (!here(id))
		return;
	await later();
	const text = here(id)?.querySelector('.text'), height = text?.getBoundingClientRect().height;
	const got = text && await ask(address(id), {}, { credentials: 'omit' }).catch(() => null);
	const next = got?.doc.querySelector(`#c-${id} .text`);
	if (!next || next.isEqualNode(text))
		return;
	text.replaceChildren(...next.childNodes);
	text.style = `height: ${height}px; overflow-y: auto`;
	text.tabIndex = 0;
}

function vote([id, ...votes]) {
	['up', 'down'].forEach((kind, i) => {
		const node = here(id)?.querySelector(`.votes .${kind}`);
		if (!node)
			return;
		(node.querySelector('[aria-hidden]') ?? node.firstChild).textContent = votes[i];
		node.ariaLabel &&= node.ariaLabel.replace(/\d+$/, votes[i]);
	});
}

const address = (id) => `${root}${id && `/c/${id}`}?v=${v}&${/theme=\w+|$/.exec(location.search)}`;

// The nearest comment that the page has, of a comment and those above it; '': it begins a conversation. A comment that the
// page lacks and that is not new is looked up, one at a time.
function placeOf(id) {
	if (!id || here(id))
		return id;
	if (fresh.has(id))
		return placeOf(fresh.get(id));
	if (!lines.has(id)) {
		lines.set(id, []);
		looked = Promise.resolve(looked).then(() => look(id));
	}
	return lines.get(id).find(here) ?? ELSEWHERE;
}

async function look(id) {
	await later();
	const got = await ask(address(id), {}, { credentials: 'omit' }).catch(() => null);
	const above = [...got?.doc.querySelectorAll('.ancestors .comment, .way a[href*="/c/"]') ?? []].reverse();
	lines.set(id, above.map((one) => /[0-9a-f-]{36}(?=$|[?#])/.exec(one.id || one.href)[0]));
	render();
}

// The button for the new comments of a place is in this element.
function boxOf(id) {
	if (id === top)
		return document.querySelector('.arrivals');
	return id === ELSEWHERE ? document.querySelector('.discussion > .pager:has([data-more])') : here(id);
}

function render() {
	const places = new Map([[top, more]]);
	fresh.forEach((_, id) => here(id) && fresh.delete(id));
	fresh.forEach((above) => places.set(placeOf(above), (places.get(placeOf(above)) ?? 0) + 1));
	const unused = new Set(document.querySelectorAll('.discussion .answers:not(.pins)'));
	for (const [id, n] of places) {
		const box = n && boxOf(id);
		if (!box)
			continue;
		const made = box.querySelector(':scope > .answers:not(.pins)') ?? button(() => fetchNew(id));
		made.textContent = count(id === top ? 'new' : 'replies', n);
		unused.delete(made);
		if (!made.parentNode)
			box.append(made);
		if (id === top && Date.now() > said) {
			said = Date.now() + SAY_MS;
			say(made.textContent);
		}
	}
	unused.forEach((made) => made.remove());
}

// Adds the branches that have new comments. New comments that do not lie in them have pages of their own.
async function fetchNew(id) {
	const all = [...fresh].filter(([, above]) => placeOf(above) === id).map(([one]) => one), has = (item) => all.some((one) => item.querySelector(`#c-${one}`));
	const got = id === ELSEWHERE ? null : await ask(address(id)).catch(() => null);
	const items = [...got?.doc.querySelectorAll('.discussion > .thread > li') ?? []].filter((item) =>
		!here(item.querySelector('.comment').id.slice(2)) && (id === top && more || has(item)));
	if (!items.length)
		return location.assign(address(id === top ? id : all.at(-1)));
	items.reverse().forEach((item) => place(item, id !== top && here(id)));
	if (id === top)
		more = 0;
	render();
	focus(id !== top && here(all.find(here)) || items.at(-1).querySelector('.comment'));
}
