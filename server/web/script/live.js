// SPDX-License-Identifier: Apache-2.0
// Follows the discussion: deploy/doc/live.md. thread.js starts this later.
import { ask, focus, place, say } from './acts.js';
import { storage } from './composer.js';

const OFF = 'madang-live', BACK_OFF_MS = 5000, SAY_MS = 30_000;
const plural = new Intl.PluralRules('en');
const fresh = new Map(); // comments that the page lacks
let words, v, root, top, channel, source, claim, release, timer, tries = 0, more = 0, said = 0;

export function start(holder) {
	words = holder.dataset;
	v = +words.version;
	root = document.body.dataset.discussion;
	top = document.querySelector('.comment.focus')?.id.slice(2) ?? '';
	channel = new BroadcastChannel(OFF + root);
	channel.onmessage = ({ data }) => (data.since === undefined ? take(data) : source && data.since < v && open(data.since));
	holder.append(button(() => {
		storage((store) => { store[OFF] = off() ? '' : 'off'; });
		leave();
		watch();
	}));
	document.addEventListener('visibilitychange', watch);
	document.addEventListener('madang:posted', render);
	watch();

	function watch() {
		clearTimeout(timer);
		holder.firstChild.textContent = off() ? words.resume : words.pause;
		if (document.hidden)
			timer = setTimeout(leave, words.hidden);
		else if (!claim && !off() && hasMoved())
			lead();
	}
}

const here = (id) => document.getElementById(`c-${id}`);
const off = () => storage((store) => store[OFF]) === 'off';
const count = (word, n) => words[word + plural.select(n)].replace('%', n);

const button = (act) => Object.assign(document.createElement('button'), { onclick: act, className: 'answers' });

function hasMoved() {
	const newest = [...document.querySelectorAll('.comment time')].map((time) => time.dateTime).sort().pop();
	return !newest || Date.now() - Date.parse(newest) < words.days * 86_400_000;
}

function lead() {
	const mine = claim = new AbortController(), hold = () => new Promise((done) => {
		release = done;
		open(v);
	});
	channel.postMessage({ since: v });
	navigator.locks?.request(OFF + root, { signal: mine.signal }, hold).catch(() => mine === claim && hold()) ?? hold();
}

function leave() {
	claim?.abort();
	source?.close();
	release?.();
	claim = source = release = null;
}

// The browser connects again, unless the answer was an error.
function open(since) {
	source?.close();
	const mine = source = new EventSource(`${root.replace(/\/\w+(\/[^/]+)$/, '/v1/articles$1')}/events?since=${since}`);
	source.onerror = () => {
		if (mine.readyState === 2)
			setTimeout(() => mine === source && open(v), BACK_OFF_MS * 2 ** tries++ * (1 + Math.random()));
	};
	for (const kind of ['change', 'reset'])
		source.addEventListener(kind, ({ data }) => {
			const event = JSON.parse(data);
			tries = 0;
			channel.postMessage(event);
			take(event);
		});
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
		event.edited.forEach((id) => setTimeout(edit, Math.random() * words.spread, id));
		event.votes.forEach(vote);
	}
	v = event.v;
	box.dataset.count = event.count;
	box.firstElementChild.textContent = count('count', event.count);
	render();
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

const placeOf = (id) => (fresh.has(id) ? placeOf(fresh.get(id)) : id);

function render() {
	const places = new Map([[top, more]]);
	fresh.forEach((_, id) => here(id) && fresh.delete(id));
	fresh.forEach((above) => places.set(placeOf(above), (places.get(placeOf(above)) ?? 0) + 1));
	const unused = new Set(document.querySelectorAll('.discussion .answers'));
	for (const [id, n] of places) {
		const box = n && (id === top ? document.querySelector('.arrivals') : here(id));
		if (!box)
			continue;
		const made = box.querySelector(':scope > .answers') ?? button(() => fetchNew(id));
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

async function fetchNew(id) {
	const got = await ask(address(id)).catch(() => null), list = got?.doc.querySelectorAll('.discussion > .thread > li');
	const items = [...list ?? []].filter((item) => {
		const one = item.querySelector('.comment').id.slice(2);
		return !here(one) && (more || fresh.has(one));
	});
	if (!items.length)
		return location.assign(address(id));
	items.reverse().forEach((item) => place(item, id !== top && here(id)));
	if (id === top)
		more = 0;
	render();
	focus(items.at(-(id === top)).querySelector('.comment'));
}
