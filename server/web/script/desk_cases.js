// SPDX-License-Identifier: Apache-2.0
// List and case side by side. The case that follows is loaded before it is needed, and once somebody began to decide it
// is also claimed, so that two moderators do not meet. A decision shows the next case at once; a refusal puts the case
// back and says what happened.
import * as ban from './desk_ban.js';
import * as bulk from './desk_bulk.js';
import { get, onLost, pending, post } from './desk_send.js';

const AHEAD = 2;		// cases loaded before they are needed
const AHEAD_MS = 60_000;	// a loaded case is loaded again after that
const REFILL = 5;		// so many cases left: load more of the list
const KEPT = 20;		// so many decided cases stay in the list; more would make a long morning slow
const TOAST_MS = 12_000;
let desk, pane, words, toast, live, current, last, began = false, reasons = null, refilling = null;
const ahead = new Map();	// case: { loaded: a promise of its pane, at, claimed }
const done = new Set();
const held = new Set();		// claimed by this page

export function start() {
	words = document.getElementById('desk-words')?.dataset;
	desk = document.getElementById('desk');
	pane = desk?.querySelector('.case-pane') ?? document.querySelector('.one-case');
	if (!words || !pane)
		return {};
	document.documentElement.classList.add('desk-app');
	live = element('div', 'unseen');
	live.setAttribute('role', 'status');
	document.body.append(live);
	onLost((lost) => (lost ? say(words.lost, 'wait') : hideToast()));
	document.addEventListener('submit', submitted);
	document.addEventListener('click', clicked);
	addEventListener('pagehide', leave);
	addEventListener('beforeunload', (event) => pending() && event.preventDefault());
	const flash = document.querySelector('.flash');
	if (flash?.querySelector('form'))
		last = { undo: flash.querySelector('form') };
	if (desk) {
		bulk.start({ desk, words, idOf, rowOf, say, undoButton, current: () => current, tell: (text) => { live.textContent = text; },
			gone, back: reload, undoable: (undo, then, ids) => { last = { undo, then, ids }; } });
		pane.hidden = false;
		const first = rows().find(free) ?? rows()[0];
		if (first)
			open(idOf(first));
		else
			nothing();
	} else {
		current = pane.querySelector('.case.full')?.dataset.case;
		arm(pane.querySelector('.case.full'));
	}
	return { KeyJ: () => step(1), KeyK: () => step(-1), KeyA: () => act('approve'), KeyR: () => act('reject'), KeyE: () => act('escalate'),
		KeyS: () => act('skip'), KeyU: undo, KeyC: () => press('claim'), KeyB: () => press('ban'),
		KeyM: () => openBox('.words'), KeyW: () => openBox('.answer'), KeyX: () => bulk.pick(current && rowOf(current)), KeyL: () => bulk.alike(current && rowOf(current)),
		Enter: enter, Escape: escape, ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`Digit${n}`, () => choose(n)])) };
}

// ---- small parts
function element(tag, className, textContent = '') {
	return Object.assign(document.createElement(tag), { className, textContent });
}

function button(text, className, doing) {
	const made = element('button', className, text);
	made.type = 'button';
	made.addEventListener('click', doing);
	return made;
}

// A form of the desk may have a field named action.
const urlOf = (node) => new URL(node.getAttribute('action'), location.href).href;
const rows = () => [...(desk?.querySelectorAll('.list-pane .cases > li') ?? [])];
const idOf = (row) => row.querySelector('.case').id.replace('case-', '');
const rowOf = (id) => document.getElementById(`case-${id}`)?.closest('.list-pane li');
const linkOf = (row) => row.querySelector('a.open')?.href;
const card = () => pane.querySelector('.case.full');
const form = () => card()?.querySelector('form.decide-bar');
const inConflict = () => Boolean(card()?.querySelector('.conflict'));

// Can this moderator decide it now?
function free(row) {
	const holder = row.querySelector('.case').dataset.held;
	return !done.has(idOf(row)) && !holder && row.querySelector('form.decide button.approve');
}

function hideToast() {
	toast?.remove();
	toast = null;
}

function say(text, kind = 'done', more = []) {
	hideToast();
	toast = element('div', `toast ${kind}`);
	toast.append(element('p', '', text), ...more);
	document.querySelector('main').append(toast);
	live.textContent = text;
	const mine = toast;
	if (kind === 'done')
		setTimeout(() => toast === mine && hideToast(), TOAST_MS);
}

// For desk_live.js.
export const view = { rows, idOf, rowOf, card, mark, typing: () => typing(), say, button, done, ahead, reload, current: () => current, again };

// The case in view as it is now.
function again() {
	if (!desk)
		return location.reload();
	hideToast();
	ahead.delete(current);
	done.delete(current);
	mark(rowOf(current), null);
	return open(current);
}

// ---- showing a case
function load(id, url) {
	const one = ahead.get(id);
	if (one && Date.now() - one.at < AHEAD_MS)
		return one.loaded;
	const loaded = get(url).then(({ doc }) => {
		const found = doc.querySelector('.case.full') ?? doc.querySelector('.errors, h1')?.parentNode;
		return found && document.importNode(found, true);
	});
	loaded.catch(() => ahead.delete(id));
	ahead.set(id, { ...one, loaded, at: Date.now() });
	return loaded;
}

function select(row) {
	desk?.querySelector('.cases > [aria-current]')?.removeAttribute('aria-current');
	row?.setAttribute('aria-current', 'true');
}

async function open(id) {
	const row = rowOf(id);
	current = id;
	select(row);
	hold(row);
	row?.scrollIntoView({ block: 'nearest' });
	const shown = await load(id, linkOf(row) ?? `${location.pathname}/${id}`).catch(() => null);
	if (current !== id)
		return;
	if (shown)
		place(shown);
	else
		say(words.lost, 'wait');
	prepare();
}

// The case in view is claimed once its moderator has begun to decide.
async function hold(row) {
	if (!began || !row || !free(row) || await claim(row) || current !== idOf(row))
		return;
	ahead.delete(current);
	open(current);
}

function place(node) {
	closeReasons();
	pane.hidden = false;
	pane.replaceChildren(node);
	pane.scrollTop = 0;
	desk?.classList.add('showing');
	arm(node);
}

function arm(node) {
	if (!node)
		return;
	node.focus({ preventScroll: true });
	const conflict = node.querySelector('.conflict');
	document.dispatchEvent(new CustomEvent('madang:case', { detail: { id: current } }));
	if (conflict)
		live.textContent = conflict.textContent.trim();
}

function nothing() {
	current = null;
	const box = element('div', 'empty-pane');
	box.append(element('p', '', desk.querySelector('.empty')?.textContent ?? words.done));
	pane.replaceChildren(box);
	desk.classList.remove('showing');
}

// The next case after this one, from the top again behind the last.
function following(id) {
	const all = rows(), at = all.findIndex((row) => idOf(row) === id);
	return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find(free);
}

// Loads the next cases, and claims them once somebody has begun to decide.
async function prepare() {
	refill();
	let from = current;
	for (let n = 0; from && n < AHEAD;) {
		const next = following(from), id = next && idOf(next);
		if (!next || id === current)
			return;
		if (!began || await claim(next)) {
			await load(id, linkOf(next)).catch(() => {});
			from = id;
			n++;
		}
	}
}

// False: a colleague holds it.
async function claim(row) {
	const id = idOf(row);
	if (held.has(id))
		return true;
	held.add(id);
	const answer = await post(new URL('renew', linkOf(row).replace(/(\?.*)?$/, '/')).href, fields(row)).catch(() => null);
	if (answer?.status === 409 || answer?.status === 404) {
		held.delete(id);
		row.querySelector('.case').dataset.held = words.held;
		ahead.delete(id);
		return false;
	}
	return true;
}

const fields = (node) => new URLSearchParams({ form_token: node.querySelector('[name=form_token]').value });

// More of the list, or the list again when its end is reached.
function refill() {
	if (!desk || refilling || rows().filter(free).length > REFILL)
		return refilling;
	const more = desk.querySelector('.list-pane .pager a[href*="cursor="]');
	if (!more && !done.size)
		return null;
	const url = more?.href ?? location.href.replace(/[?&](said|undo|cursor)=[^&#]*/g, '');
	refilling = get(url).then(({ ok, doc }) => {
		if (!ok)
			return;
		const list = desk.querySelector('.list-pane .cases');
		for (const row of doc.querySelectorAll('.cases > li'))
			if (list && !rowOf(idOf(row)) && !done.has(idOf(row)))
				list.append(document.importNode(row, true));
		const day = doc.querySelector('.day'), next = doc.querySelector('.pager');
		desk.querySelector('.list-pane .pager')?.remove();
		if (next)
			list?.after(document.importNode(next, true));
		if (day)
			desk.querySelector('.day')?.replaceWith(document.importNode(day, true));
	}).catch(() => {}).finally(() => { refilling = null; });
	return refilling;
}

function step(by) {
	const all = rows(), at = all.findIndex((row) => idOf(row) === current);
	for (let i = at + by; i >= 0 && i < all.length; i += by)
		if (!done.has(idOf(all[i])))
			return void open(idOf(all[i]));
}

// ---- acts
function act(name) {
	if (inConflict()) {
		say(words.first);
		return;
	}
	press(name);
}

const press = (name) => card()?.querySelector(`[data-act="${name}"]`)?.click();

function openBox(kind) {
	const box = card()?.querySelector(`details${kind}`);
	if (!box)
		return;
	box.open = true;
	box.querySelector('textarea').focus();
}

function enter() {
	if (reasons) {
		reasons.querySelector('.named')?.click();
		return;
	}
	if (inConflict())
		press('on');
}

function escape(event) {
	const box = event.target.closest?.('.case details');
	if (reasons)
		closeReasons();
	else if (box) {
		event.target.blur();
		card().focus();
	} else if (desk?.classList.contains('showing') && matchMedia('(max-width: 64rem)').matches)
		desk.classList.remove('showing');
}

// ---- reject: the reasons as buttons with numbers
function openReasons(decide) {
	const list = decide.querySelector('select[name=reason]');
	reasons = element('div', 'reasons');
	reasons.setAttribute('role', 'group');
	reasons.setAttribute('aria-label', words.reason);
	reasons.tabIndex = -1;
	reasons.append(element('p', '', words.reason), button(words.cancel, 'cancel', closeReasons));
	[...list.options].filter((one) => one.value).forEach((one, i) => {
		const made = button(one.textContent, one.defaultSelected ? 'named' : '', () => {
			list.value = one.value;
			closeReasons();
			decide.requestSubmit(decide.querySelector('.reject'));
		});
		if (i < 9)
			made.dataset.key = i + 1;
		if (one.defaultSelected)
			made.append(element('small', '', words.named));
		reasons.append(made);
	});
	decide.prepend(reasons);
	(reasons.querySelector('.named') ?? reasons).focus();
}

function closeReasons() {
	reasons?.remove();
	reasons = null;
}

// A saved message goes behind what is written.
function insert({ message, saved }) {
	message.value = [message.value.trimEnd(), saved.selectedOptions[0].dataset.text].filter(Boolean).join('\n\n');
	message.focus();
}

const choose = (n) => reasons?.querySelector(`[data-key="${n}"]`)?.click();

function clicked(event) {
	const at = event.target.closest?.('a, button, .list-pane li');
	if (!at || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.button)
		return;
	if (at.matches('.saved .insert')) {
		event.preventDefault();
		return void insert(at.form.elements);
	}
	if (at.matches('.decide-bar .reject')) {
		event.preventDefault();
		return void (reasons ? closeReasons() : openReasons(at.form));
	}
	const row = event.target.closest('.list-pane .cases > li');
	if (row && event.shiftKey && !event.target.closest('label, input, select')) {
		event.preventDefault();
		bulk.range(row);
	} else if (at.matches('[data-act="ban"]')) {
		event.preventDefault();
		ban.open(card(), at.href).then((shown) => shown || say(words.lost, 'wait'));
	} else if (at.matches('[data-act="on"]')) {
		event.preventDefault();
		goOn();
	} else if (at.matches('[data-act="list"]') && desk) {
		event.preventDefault();
		desk.classList.remove('showing');
	} else if (row && (at === row || at.matches('a.open')) && !event.target.closest('label, input, select')) {
		event.preventDefault();
		open(idOf(row));
	}
}

// What a colleague or another window decided needs no further look.
function goOn() {
	const id = current, next = following(id);
	done.add(id);
	mark(rowOf(id), '');
	ahead.delete(id);
	if (desk)
		goTo(next);
	else
		location.assign(card().querySelector('[data-act="on"]').href);
}

function submitted(event) {
	const sent = event.target, path = new URL(urlOf(sent)).pathname;
	if (event.defaultPrevented || !sent.closest('.case.full, .toast, .flash, .claim'))
		return;
	if (sent.matches('dialog.ban form')) {
		event.preventDefault();
		sent.closest('dialog').close();
		decide(sent, event.submitter);
	} else if (sent.matches('.decide-bar')) {
		event.preventDefault();
		decide(sent, event.submitter);
	} else if (/\/(renew|release|take|mark|reply)$/.test(path)) {
		event.preventDefault();
		inPlace(sent, event.submitter);
	} else if (path.endsWith('/undo') || path.endsWith('/unskip')) {
		event.preventDefault();
		undo();
	} else if (path.endsWith('/claim') && desk) {
		event.preventDefault();
		claimNext(sent);
	}
}

function mark(row, text) {
	if (!row)
		return;
	row.classList.toggle('done', text !== null);
	row.querySelector('.outcome')?.remove();
	if (text)
		row.querySelector('.who')?.append(element('span', 'outcome', text));
}

const labels = new Map();

function prune() {
	const decided = rows().filter((row) => row.classList.contains('done'));
	for (const row of decided.slice(0, Math.max(decided.length - KEPT, 0)))
		bulk.remove(row);
}

// Shows the next case at once; the decision is on its way meanwhile.
async function decide(sent, submitter) {
	const id = current, node = card(), row = rowOf(id), url = submitter?.getAttribute('formaction') ? submitter.formAction : urlOf(sent);
	const body = new URLSearchParams(new FormData(sent, submitter)), skips = url.endsWith('/skip');
	if (done.has(id) || sent.dataset.sent)
		return;
	sent.dataset.sent = '1';
	closeReasons();
	began = true;
	labels.set(id, submitter?.firstChild?.textContent ?? '');
	if (sent.elements.decide?.checked !== false) { // a sanction may leave its case
		done.add(id);
		mark(row, labels.get(id));
		prune();
	} else
		ahead.delete(id);
	const mine = { id, row };
	mine.answered = post(url, body).then((answer) => settle({ id, node, row, skips, sent, mine }, answer));
	last = mine;
	if (desk)
		goTo(following(id) ?? await Promise.resolve(refill()).then(() => following(id)));
}

function goTo(row) {
	if (row)
		open(idOf(row));
	else
		nothing();
}

async function settle(one, { ok, status, doc }) {
	held.delete(one.id);
	ahead.delete(one.id);
	if (ok) {
		const undoing = doc.querySelector('.flash form');
		one.mine.undo = one.skips ? unskip(one) : undoing && document.importNode(undoing, true);
		say(doc.querySelector('.flash p')?.textContent ?? labels.get(one.id), 'done', last === one.mine && last.undo ? [undoButton()] : []);
		if (!desk)
			location.assign(doc.querySelector('.said-part a').href);
		return;
	}
	done.delete(one.id);
	mark(one.row, null);
	delete one.sent.dataset.sent;
	const refused = doc.querySelector('.case.full');
	if (last === one.mine)
		last = null;
	if (status === 401) {
		putBack(one.id, one.node);
		say(words.signedOut, 'bad');
	} else if (refused) {
		const again = document.importNode(refused, true);
		if (one.row && !again.querySelector('.decide-bar button.approve'))
			one.row.querySelector('.case').dataset.held = words.held;
		if (typing())
			say(words.conflict, 'bad', [button(words.look, '', () => { hideToast(); putBack(one.id, again); })]);
		else {
			hideToast();
			putBack(one.id, again);
		}
	} else {
		putBack(one.id, one.node);
		if (!ban.again(one.node, doc))
			say(doc.querySelector('.errors p, h1')?.textContent ?? words.refused, 'bad');
	}
}

// Has the moderator begun to write about the case in view?
const typing = () => Boolean(reasons ?? card()?.querySelector('dialog[open]')) || [...(card()?.querySelectorAll('textarea') ?? [])].some((field) => field.value !== field.defaultValue);

function putBack(id, node) {
	const shown = card();
	if (shown && current && current !== id)
		ahead.set(current, { ...ahead.get(current), loaded: Promise.resolve(shown), at: Date.now() });
	current = id;
	select(rowOf(id));
	place(node);
}

function undoButton() {
	const made = button(words.undo, '', undo);
	made.dataset.key = 'U';
	return made;
}

function unskip(one) {
	const made = document.createElement('form');
	made.method = 'post';
	made.action = one.sent.querySelector('.skip-case').formAction.replace(/skip$/, 'unskip');
	made.append(one.sent.querySelector('[name=form_token]').cloneNode());
	return made;
}

async function undo() {
	const what = last;
	if (!what)
		return;
	last = null;
	await what.answered;
	const sent = what.undo;
	if (!sent)
		return;
	const answer = await post(urlOf(sent), new URLSearchParams(new FormData(sent)));
	if (what.then) {
		what.ids.forEach((id) => done.delete(id));
		return void what.then(answer.doc, answer.ok);
	}
	say(answer.doc.querySelector('.flash p, .errors p, h1')?.textContent ?? words.refused, answer.ok ? 'done' : 'bad');
	document.querySelector('.flash')?.remove();
	if (!answer.ok)
		return;
	if (!what.id || !desk)
		return void location.reload();
	done.delete(what.id);
	mark(what.row, null);
	ahead.delete(what.id);
	open(what.id);
}

// Claims, releases, marks: the case as it is then takes its place.
async function inPlace(sent, submitter) {
	const id = current, kept = form() && [...new FormData(form())].filter(([name]) => ['note', 'message', 'reason'].includes(name));
	const answer = await post(urlOf(sent), new URLSearchParams(new FormData(sent, submitter)));
	say(answer.doc.querySelector('.flash p, .errors p, .errors a, h1')?.textContent ?? words.refused, answer.ok ? 'done' : 'bad');
	ahead.delete(id);
	if (!answer.ok && sent.closest('.answer'))
		return; // the reply can be changed and sent again
	const shown = await load(id, rowOf(id) ? linkOf(rowOf(id)) : location.href);
	if (current !== id || !shown)
		return;
	place(shown);
	for (const [name, value] of kept ?? [])
		if (value && form()?.elements[name])
			form().elements[name].value = value;
}

async function claimNext(sent) {
	const answer = await post(urlOf(sent), new URLSearchParams(new FormData(sent)));
	const to = answer.doc.querySelector('.said-part a')?.href, id = to && /\/desk\/([0-9a-f-]{36})/.exec(to)?.[1];
	sent.querySelector('[name=key]').value = crypto.randomUUID();
	say(answer.doc.querySelector('.flash p, .errors p')?.textContent ?? '', answer.ok && id ? 'done' : 'wait');
	if (!id)
		return;
	began = true;
	held.add(id);
	ahead.delete(id);
	if (!rowOf(id))
		return void location.assign(to);
	delete rowOf(id).querySelector('.case').dataset.held;
	open(id);
}

// ---- many cases at once
// The cases that were decided together leave the list.
function gone(ids) {
	for (const id of ids) {
		done.add(id);
		held.delete(id);
		ahead.delete(id);
	}
	const next = following(current);
	for (const id of ids)
		bulk.remove(rowOf(id));
	if (ids.includes(current))
		goTo(next);
	refill();
}

// The list as it is now; the case in view stays.
async function reload() {
	await bulk.reload(location.href.replace(/[?&](said|undo|cursor)=[^&#]*/g, ''));
	const row = current && rowOf(current);
	select(row);
	if (!current && rows().some(free))
		open(idOf(rows().find(free)));
}

// Cases that nobody looked at go back to the colleagues.
function leave() {
	for (const id of held) {
		const row = rowOf(id);
		if (row && id !== current)
			fetch(new URL('release', linkOf(row).replace(/(\?.*)?$/, '/')), { method: 'POST', body: fields(row), keepalive: true,
				headers: { 'Madang-Part': '1' } }).catch(() => {});
	}
}
