// SPDX-License-Identifier: Apache-2.0
// Times, new comments, folded branches, links to share, and keys. Visits and folds stay in the browser. Words come from
// templates/reading_words.html. The page is watched for the comments of other scripts.
const MINUTE = 60_000, DAY = 1440 * MINUTE;
const VISIT_MS = 30 * MINUTE; // between pages of one visit
const KEEP_MS = 180 * DAY;
const FOLDS_MAX = 200; // of one discussion
const READ = 'madang-read:', KEYS = 'madang-keys';
const units = [[60, MINUTE, 'minute'], [24, 60 * MINUTE, 'hour'], [7, DAY, 'day']];
let words, live, watcher, dialog, state, folded, speech;

export function start() {
	const holder = document.getElementById('reading-words');
	if (!holder)
		return;
	words = holder.dataset;
	speech = speak(document.documentElement.lang || undefined);
	visit();
	live = element('div', 'unseen');
	live.setAttribute('role', 'status');
	document.body.append(live);
	holder.append(button('', words.keys, openKeys));
	watcher = new MutationObserver(refresh);
	watcher.observe(document.querySelector('main'), { childList: true, subtree: true });
	refresh();
	setInterval(tick, MINUTE);
	document.addEventListener('visibilitychange', tick);
	document.addEventListener('click', share);
	document.addEventListener('keydown', pressed);
	addEventListener('hashchange', toHash);
	toHash();
}

// ---- small parts
const all = (selector) => [...document.querySelectorAll(selector)];
const element = (tag, className, textContent = '') => Object.assign(document.createElement(tag), { className, textContent });

function button(className, text, act) {
	const made = element('button', className, text);
	made.type = 'button';
	made.addEventListener('click', act);
	return made;
}

function speak(lang) {
	const plural = new Intl.PluralRules(lang), ago = new Intl.RelativeTimeFormat(lang);
	const date = new Intl.DateTimeFormat(lang, { dateStyle: 'medium' });
	const full = new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeStyle: 'short' });
	const now = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(0, 'second');
	return {
		replies: (n) => (words[plural.select(n) === 'one' ? 'repliesOne' : 'repliesOther']).replace('%', n),
		full: (ms) => full.format(ms),
		ago(ms) {
			const past = Date.now() - ms;
			const unit = units.find(([below, size]) => past < below * size);
			if (past < MINUTE)
				return now;
			return unit ? ago.format(-Math.floor(past / unit[1]), unit[2]) : date.format(ms);
		},
	};
}

// May be forbidden, and hold anything.
function storage(work) {
	try {
		return work(localStorage);
	} catch {
		return null;
	}
}

// ---- visits
const name = () => READ + (document.body.dataset.discussion ?? '').split('/').pop();
const save = () => storage((store) => store.setItem(name(), JSON.stringify({ ...state, folded: [...folded].slice(-FOLDS_MAX) })));

function visit() {
	const now = Date.now(), old = storage((store) => JSON.parse(store.getItem(name())));
	state = { since: old?.since ?? now, at: old?.at ?? now };
	folded = new Set(Array.isArray(old?.folded) ? old.folded : []);
	if (location.pathname.includes('/c/'))
		return;
	if (now - state.at > VISIT_MS)
		state.since = state.at;
	state.at = now;
	save();
	storage((store) => Object.keys(store).filter((key) => key.startsWith(READ)).forEach((key) => {
		if (!(JSON.parse(store[key])?.at > now - KEEP_MS))
			store.removeItem(key);
	}));
}

function markNew(comment) {
	const time = comment.querySelector(':scope > header > a.when > time');
	if (!time || comment.matches('.own, .new') || !comment.id.startsWith('c-') || !(Date.parse(time.dateTime) > state.since))
		return;
	comment.classList.add('new');
	time.before(element('span', 'badge', words.new), ' ');
}

function countNew() {
	const head = document.querySelector('.discussion-head'), n = all('.discussion .new').length, text = `${words.next} (${n})`;
	const made = head?.querySelector('.next-new');
	if (made)
		made.textContent = text;
	else if (n && head)
		head.firstElementChild.after(button('next-new', text, nextNew));
}

// ---- what the page has now
function refresh() {
	all('.comment').forEach(markNew);
	all('.discussion li.branch').forEach(foldable);
	countNew();
	tick();
	watcher.takeRecords(); // our own changes
}

function tick() {
	for (const time of all('time[datetime]')) {
		const ms = Date.parse(time.dateTime), text = time.closest('.when') ? speech.ago(ms) : time.textContent;
		time.title = speech.full(ms);
		if (time.textContent !== text)
			time.textContent = text;
	}
	watcher.takeRecords();
}

// ---- branches
function foldable(branch) {
	const comment = branch.querySelector(':scope > .comment');
	if (!comment || comment.querySelector('.fold') || !branch.querySelector(':scope > .replies, :scope > .more-replies'))
		return;
	comment.firstElementChild.append(button('fold', '', () => {
		fold(branch, !branch.classList.contains('folded'));
		save();
	}));
	fold(branch, folded.has(comment.id));
}

function fold(branch, on) {
	const comment = branch.querySelector(':scope > .comment'), made = comment.querySelector('.fold');
	const more = [...branch.querySelectorAll('.more-replies')].reduce((sum, p) => sum + Number(p.dataset.hidden ?? 0), 0);
	branch.classList.toggle('folded', on);
	folded[on ? 'add' : 'delete'](comment.id);
	made.setAttribute('aria-expanded', String(!on));
	made.textContent = on ? `+ ${speech.replies(branch.querySelectorAll('.replies .comment').length + more)}` : '−';
	if (on)
		made.removeAttribute('aria-label');
	else
		made.setAttribute('aria-label', words.branch);
}

function reveal(node) {
	for (let branch = node.closest('.folded'); branch; branch = node.closest('.folded'))
		fold(branch, false);
}

function toHash() {
	const comment = document.getElementById(location.hash.slice(1));
	if (comment?.closest('.folded')) {
		reveal(comment);
		comment.scrollIntoView();
	}
}

// ---- links to share. In a frame the comment's own page is shared.
async function share(event) {
	const link = event.target.closest?.('a.share');
	if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
		return;
	const data = { url: link.href.replace('/embed/', '/a/') }, sheet = navigator.canShare?.(data);
	if (!sheet && !navigator.clipboard)
		return;
	event.preventDefault();
	try {
		if (sheet)
			return void await navigator.share(data);
		await navigator.clipboard.writeText(data.url);
		copied(link.firstChild);
	} catch (error) {
		if (error.name !== 'AbortError')
			location.assign(link.href);
	}
}

function copied(text) {
	text.word ??= text.data;
	live.textContent = text.data = words.copied;
	clearTimeout(text.timer);
	text.timer = setTimeout(() => {
		text.data = text.word;
		live.textContent = '';
	}, 4000);
}

// ---- keys
const current = () => document.activeElement?.closest('.comment');
const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;

function go(comment) {
	if (!comment)
		return;
	comment.tabIndex = -1;
	comment.focus({ preventScroll: true });
	comment.scrollIntoView();
}

function step(back) {
	const here = current(), shown = all('.discussion .comment').filter((comment) => comment.offsetParent);
	const top = (comment) => comment.getBoundingClientRect().top;
	if (back)
		go(shown.findLast((comment) => (here ? follows(comment, here) : top(comment) < -1)));
	else
		go(shown.find((comment) => (here ? follows(here, comment) : top(comment) >= 0)));
}

function nextNew() {
	const here = current(), list = all('.discussion .new'), next = list.find((one) => here && follows(here, one)) ?? list[0];
	if (next) {
		reveal(next);
		go(next);
	}
}

const acts = {
	j: () => step(false),
	k: () => step(true),
	n: nextNew,
	r: () => current()?.querySelector('.actions a[href$="#write"]')?.click(),
	c: () => document.querySelector('#write textarea, #write a')?.focus(),
	'?': openKeys,
};
const off = () => storage((store) => store.getItem(KEYS)) === 'off';

// The letter, or the place of the key where the layout has no Latin letters.
const letter = ({ key, code }) => (/^[a-z?]$/.test(key) ? key : code === 'Slash' ? '?' : code.replace(/^Key/, '').toLowerCase());

function pressed(event) {
	if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || off() ||
		event.target.closest?.('input, textarea, select, [contenteditable], dialog'))
		return;
	const act = letter(event);
	if (!Object.hasOwn(acts, act) || event.key !== '?' && event.shiftKey !== (act === '?'))
		return;
	event.preventDefault();
	acts[act]();
}

function openKeys() {
	if (!dialog) {
		dialog = document.importNode(document.querySelector('#reading-words template').content, true).querySelector('dialog');
		document.body.append(dialog);
		dialog.querySelector('button').addEventListener('click', () => dialog.close());
		dialog.querySelector('input').addEventListener('change', ({ target }) => storage((store) => (target.checked ?
			store.removeItem(KEYS) : store.setItem(KEYS, 'off'))));
	}
	dialog.querySelector('input').checked = !off();
	dialog.showModal();
}
