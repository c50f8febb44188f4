// SPDX-License-Identifier: Apache-2.0
// What colleagues and readers do while the desk is open: deploy/doc/live.md. The stream tells ids and numbers; names, reasons and
// the list are fetched. The list does not move: new cases wait for a click or N, and claims and decisions are told in their rows.
import { storage } from './desk_keys.js';
import { get } from './desk_send.js';
import { shared } from './stream.js';

const NAME = 'madang-desk', GAP_MS = 2000, TICK_MS = 20_000, MINUTE = 60_000, CLAIMS_MAX = 100, ALERTS = ['sound', 'note'];
const names = new Map();	// of accounts, as promises and then as texts
const told = new Set();		// decisions
const looked = new Set();	// cases of earlier events
const wanted = {};
let words, view, stream, state, timer, looking, over, sound, title, since;

export function start(given) {
	words = document.getElementById('desk-live')?.dataset;
	view = given;
	if (!words || !document.querySelector('#desk, .one-case'))
		return {};
	title = document.title;
	since = +words.now;
	stream = shared(NAME, {
		address: () => addressOf('moderation/events'),
		kinds: ['desk', 'end'],
		take,
		greeting: () => NAME,
		greeted: () => state && stream.tell('desk', state),
		refused: async () => (await fetch(addressOf('account')).catch(() => null))?.status === 401 && end('sign_in'),
	});
	document.addEventListener('visibilitychange', watch);
	document.addEventListener('madang:case', showClaims);
	setInterval(showClaims, TICK_MS);
	furnish();
	watch();
	return { KeyN: () => document.querySelector('.list-pane .arrivals button')?.click() };
}

function watch() {
	clearTimeout(timer);
	if (document.hidden && !alerts())
		timer = setTimeout(stream.leave, words.hidden);
	else if (!over)
		stream.join();
	look();
}

function take(kind, event, leads) {
	const before = state;
	if (kind === 'end')
		return end(event.outcome);
	state = event;
	if (leads && before?.views.illegal < state.views.illegal)
		alarm('illegal');
	showCounts();
	showClaims();
	wanted.decisions ||= state.decisions.some(([id, by, isUndone]) => !isMe(by) && timeOf(id) > since && !told.has(id + isUndone));
	wanted.cases ||= before && Object.keys(state.views).some((name) => state.views[name] > before.views[name]) ||
		state.cases.some(([id]) => timeOf(id) > since && !view.rowOf(id) && !view.done.has(id) && !looked.has(id));
	state.cases.forEach(([id]) => looked.add(id));
	look();
}

const timeOf = (id) => parseInt(id.slice(0, 8) + id.slice(9, 13), 16); // UUID version 7

// The session, the role or the standing is gone.
function end(why) {
	over = true;
	stream.leave();
	view.say(words[`end_${why}`] ?? words.end_sign_in, 'bad');
}

const addressOf = (path) => new URL(`../v1/${path}`, import.meta.url).href;
const ask = (path) => fetch(addressOf(path), { headers: { Accept: 'application/json' }, cache: 'no-store' })
	.then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
const isMe = (id) => id === document.body.dataset.viewer;

// ---- counts
function showCounts() {
	const { all } = state.views;
	if (words.site)
		return; // the event counts the cases of all sites of the role
	document.title = all ? `(${all}) ${title}` : title;
	if (/[?&]article=/.test(location.search))
		return;
	for (const link of document.querySelectorAll('.filters a')) {
		const n = state.views[new URL(link.href).searchParams.get('view')], shown = link.querySelector('.n');
		if (shown && n !== undefined)
			shown.textContent = n >= 1000 ? `${n}+` : n;
	}
}

// ---- claims: "Mina, 3 min"
function showClaims() {
	if (!state)
		return;
	const claims = new Map(state.claims.filter(([, holder]) => !isMe(holder)).map(([id, ...claim]) => [id, claim]));
	for (const row of view.rows())
		showClaim(row.querySelector('.case'), claims.get(view.idOf(row)));
	showClaim(view.card(), claims.get(view.current()));
}

function showClaim(node, claim) {
	const old = node?.querySelector('.holder, .lease:not(.own-lease, :has(span)):has(time)');
	if (!node || !claim && !old)
		return;
	if (!claim) {
		if (state.claims.length >= CLAIMS_MAX)
			return; // it may be one of the others
		old.replaceChildren(words.free);
		delete node.dataset.held;
		return;
	}
	const [holder, until] = claim, name = nameOf(holder);
	if (!name)
		return;
	const line = old ?? Object.assign(document.createElement('span'), { className: 'holder' });
	line.textContent = words.claim.replace('%', name).replace('@', Math.max(1, Math.ceil((Date.parse(until) - Date.now()) / MINUTE)));
	line.dir = 'auto';
	line.append(document.createElement('time'));
	node.dataset.held = name;
	if (!old)
		node.querySelector(node.matches('.full') ? '.case-what' : '.who').append(line);
}

// A name that is not known yet is shown when it is.
function nameOf(id) {
	if (!names.has(id))
		names.set(id, ask(`accounts/${id}`).then((account) => {
			names.set(id, account?.username ?? id.slice(0, 8));
			showClaims();
		}));
	return typeof names.get(id) === 'string' ? names.get(id) : '';
}

// ---- decisions and new cases
async function look() {
	const { decisions, cases } = wanted;
	if (looking || !decisions && !cases || document.hidden && !(alerts() && stream.leads()))
		return;
	looking = true;
	wanted.decisions = wanted.cases = false;
	await Promise.all([decisions && lookForDecisions(), cases && lookForCases()]).catch(() => {});
	setTimeout(() => {
		looking = false;
		look();
	}, GAP_MS);
}

async function lookForDecisions() {
	const got = await ask('moderation/decisions?limit=100');
	for (const one of got?.decisions.reverse() ?? []) {
		const key = one.id + Boolean(one.undone), isNew = !told.has(key) && Date.parse(one.created_at) > since;
		told.add(key);
		if (isNew && !isMe(one.moderator?.id))
			(one.undone ? undone : decided)(one);
	}
}

function decided(one) {
	const id = one.case, row = view.rowOf(id), isDone = view.done.has(id);
	const reason = one.reason && (document.querySelector(`select[name=reason] [value="${CSS.escape(one.reason)}"]`)?.textContent ?? one.reason);
	const text = `${one.moderator?.username ?? ''}: ${words[one.action]}${reason ? `, ${reason}` : ''}`;
	if (one.action === 'escalate' && stream.leads())
		alarm('escalated');
	if (isDone)
		return;
	view.ahead.delete(id);
	if (view.current() === id && view.typing())
		return view.say(text, 'wait', [view.button(words.look, '', view.again)]);
	if (one.action !== 'escalate') {
		view.done.add(id);
		view.mark(row, text);
	}
	if (view.current() === id)
		fold(text);
}

function undone({ id, case: of }) {
	if (!told.has(id + false))
		return;
	view.done.delete(of);
	view.ahead.delete(of);
	view.mark(view.rowOf(of), null);
}

// The case in view is decided. While its moderator writes, a line says it instead.
function fold(text) {
	const card = view.card(), made = document.createElement('div'), title = document.createElement('h2'), line = document.createElement('p');
	if (card.querySelector('.conflict'))
		return; // the answer to a decision said it
	const on = Object.assign(document.createElement('a'), { className: 'button', href: new URL('../desk', import.meta.url).href, textContent: words.on });
	const look = view.button(words.look, '', view.again);
	on.dataset.act = 'on';
	on.dataset.key = 'Enter';
	made.className = 'errors conflict';
	made.setAttribute('role', 'alert');
	title.textContent = text;
	title.dir = 'auto';
	line.className = 'buttons';
	line.append(on, ' ', look);
	made.append(title, line);
	card.classList.add('superseded');
	card.prepend(made);
}

// Cases that came after the page.
async function lookForCases() {
	if (!document.getElementById('desk'))
		return;
	const { ok, doc } = await get(location.href.replace(/[?&](said|undo|cursor)=[^&#]*/g, ''));
	if (!ok)
		return;
	const all = [...doc.querySelectorAll('.cases > li')], fresh = all.filter((row) => !view.rowOf(view.idOf(row)) && !view.done.has(view.idOf(row)) &&
		Date.parse(row.querySelector('.case-when time')?.dateTime) > since).length;
	const { arrivals } = furnish(), made = view.button('', 'answers', async () => {
		await view.reload();
		showClaims();
		furnish();
	});
	made.textContent = words[`new${new Intl.PluralRules('en').select(fresh)}`].replace('%', fresh + (fresh > 1 && fresh === all.length ? '+' : ''));
	made.dataset.key = 'N';
	arrivals.replaceChildren(...fresh ? [made] : []);
}

// ---- what lies below the list, and is replaced with it
function furnish() {
	const pane = document.querySelector('.list-pane');
	let arrivals = pane?.querySelector('.arrivals');
	if (pane && !arrivals) {
		arrivals = Object.assign(document.createElement('div'), { className: 'arrivals', role: 'status' });
		pane.append(alertChoices(), arrivals);
	}
	return { arrivals };
}

// ---- sound and notification
const isOn = (kind) => storage((store) => store[`${NAME}-${kind}`]) === 'on';
const alerts = () => ALERTS.some(isOn);

function alertChoices() {
	const box = document.createElement('div');
	box.className = 'alerts';
	for (const kind of ALERTS) {
		const label = document.createElement('label'), input = Object.assign(document.createElement('input'), { type: 'checkbox', checked: isOn(kind) });
		label.className = 'choice';
		label.append(input, Object.assign(document.createElement('span'), { textContent: words[kind] }));
		input.addEventListener('change', async () => {
			if (kind === 'note' && input.checked && await globalThis.Notification?.requestPermission() !== 'granted') {
				input.checked = false;
				view.say(words.blocked, 'bad');
			}
			storage((store) => { store[`${NAME}-${kind}`] = input.checked ? 'on' : ''; });
			if (kind === 'sound' && input.checked)
				beep();
		});
		box.append(label);
	}
	return box;
}

function alarm(kind) {
	if (isOn('sound'))
		beep();
	if (isOn('note'))
		new Notification(words[`alarm_${kind}`], { tag: NAME + kind });
}

function beep() {
	sound ??= new AudioContext();
	sound.resume();
	const tone = sound.createOscillator(), volume = sound.createGain();
	tone.frequency.value = 660;
	volume.gain.value = 0.1;
	tone.connect(volume).connect(sound.destination);
	tone.start();
	tone.stop(sound.currentTime + 0.25);
}
