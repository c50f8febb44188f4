// SPDX-License-Identifier: Apache-2.0
// The reader's own parts on the page for everybody: name, composer, held comments, votes, buttons. The cookie tells the
// server that this browser runs this script, so that it may send that page to a reader with a session. early.js keeps the
// places of the parts free. A reader whose parts have no such place, because they are staff or muted others, has no cookie.
import { parse, ready } from './composer.js';

const LIFE_S = 3600; // of the cookie: a browser that lost the script soon gets pages of the server's own drawing
const WAIT_MS = 15_000;
const NIL = '00000000-0000-0000-0000-000000000000'; // the comment of a sample
const root = document.documentElement, find = (selector) => document.querySelector(selector);
let own, drawn;

export function start() {
	if (!document.body.dataset.discussion)
		return;
	drawn = document.body.hasAttribute('data-viewer');
	if (drawn) {
		remember(!find('.bar a[href$="/desk"]'));
		keepPlaces();
		seen(find('.seen'));
	} else if (root.dataset.own && !find('[data-shared]'))
		ask();
	else
		delete root.dataset.own;
	new MutationObserver((changes) => own && changes.forEach((change) => change.addedNodes.forEach(added)))
		.observe(find('main'), { childList: true, subtree: true });
	document.addEventListener('madang:signed-in', signedIn);
	addEventListener('pageshow', ({ persisted }) => persisted && (own || drawn) && ask());
	addEventListener('pagehide', keepPlaces);
}

function remember(on) {
	try {
		document.cookie = `madang-script=1; path=${new URL('..', import.meta.url).pathname}; max-age=${on ? LIFE_S : 0}; samesite=lax`;
	} catch { /* forbidden: the server draws the pages */ }
}

// A page with another session's parts is loaded again.
function signedIn(event) {
	if (own || drawn)
		return;
	event.preventDefault();
	ask();
}

async function ask() {
	const answer = await fetch(`${location.pathname}/own${location.search}`,
		{ headers: { 'Madang-Part': '1' }, cache: 'no-store', signal: AbortSignal.timeout(WAIT_MS) }).catch(() => null);
	const doc = answer && parse(await answer.text()), parts = doc?.getElementById('own'), out = answer?.status === 401;
	if (out)
		remember(false);
	if (own || drawn) { // back on this page: whose is it now?
		if (out || own && parts && parts.dataset.account !== own.account)
			location.reload();
	} else if (parts)
		show(parts);
	else
		refuse(doc?.querySelector('.errors'));
	if (root.dataset.own)
		root.dataset.own = 'done';
}

const copy = (of, selector) => document.importNode(of.querySelector(selector), true);

function show(parts) {
	const samples = Object.fromEntries([...parts.querySelectorAll('[data-kind]')].map((one) => [one.dataset.kind, one]));
	own = { samples, account: parts.dataset.account };
	for (const name of ['votes', 'reports', 'muted', 'now', 'window'])
		own[name] = JSON.parse(parts.dataset[name]);
	find('.bar nav ul, .frame-bar ul').replaceWith(copy(parts, 'nav ul'));
	if (parts.querySelector('.follow'))
		find('.count[data-count]').after(copy(parts, '.follow'));
	compose(parts);
	document.querySelectorAll('.comment').forEach(personal);
	if (parts.querySelector('.mine'))
		mine(copy(parts, '.mine'));
	seen(parts.querySelector('.seen'));
	document.dispatchEvent(new CustomEvent('madang:own'));
	remember(!own.muted.length && !samples.other.querySelector('a[href*="/desk/"]'));
}

// What the page shows is read when the reader sees the discussion. The form stays if it cannot be sent.
function seen(form) {
	const field = form?.elements.ids, comments = field?.dataset.comments.split(',');
	const ids = field?.value.split(',').filter((id, i) => !comments[i] || document.getElementById(`c-${comments[i]}`));
	if (!ids?.length)
		return;
	form.style.display = 'none';
	field.value = ids.join();
	const eye = new IntersectionObserver(async ([{ isIntersecting }]) => {
		if (!isIntersecting)
			return;
		eye.disconnect();
		const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' }).catch(() => null);
		const badge = find('li.news .badge'), n = badge?.lastChild.data - ids.length;
		if (answer?.type !== 'opaqueredirect')
			form.style.display = 'block';
		else if (n > 0)
			badge.lastChild.data = n;
		else if (badge) {
			badge.closest('li').classList.add('none');
			badge.remove();
		}
	});
	eye.observe(find('.focus') ?? find('.discussion'));
}

const prompt = () => find('.entry a[href*="/sign-in"]')?.closest('.entry'); // absent where nobody can write

// Nothing else may move: the reason takes the place of the composer.
function refuse(reason) {
	if (reason)
		prompt()?.replaceChildren(document.importNode(reason, true));
}

function compose(parts) {
	const entry = prompt(), next = copy(parts, '.entry'), form = next.querySelector('[data-tools]');
	const terms = entry?.querySelector('.terms');
	if (!entry)
		return;
	next.querySelector('.terms')?.remove();
	if (terms)
		form?.before(terms); // those of the article
	entry.replaceWith(next);
	ready();
}

// Held and rejected comments, where their place was kept free; elsewhere behind a button.
function mine(section) {
	const { style } = root, name = '--own-mine', discussion = find('.discussion');
	const top = () => discussion.getBoundingClientRect().top, before = top(), room = style.getPropertyValue(name);
	style.removeProperty(name);
	discussion.before(section);
	const rest = before - top();
	if (rest > -1)
		return void (section.style.marginBottom = `${parseFloat(getComputedStyle(section).marginBottom) + rest}px`);
	style.setProperty(name, room);
	section.hidden = true;
	const button = Object.assign(document.createElement('button'), { type: 'button', className: 'link own-more', textContent: section.querySelector('h2').textContent });
	button.addEventListener('click', () => {
		button.remove();
		section.hidden = false;
	});
	find('#write').append(button);
}

function added(one) {
	if (one.nodeType === Node.ELEMENT_NODE)
		(one.matches('.comment') ? [one] : one.querySelectorAll('.comment')).forEach(personal);
}

// The buttons of a comment that was drawn for everybody give way to those of a sample.
function personal(comment) {
	const [when, author, footer] = ['header > a.when', 'header > a.name', 'footer'].map((one) => comment.querySelector(`:scope > ${one}`));
	const by = author?.pathname.slice(-36), isOwn = by === own.account, id = comment.id.slice(-36), { samples } = own;
	let low = comment.querySelector(':scope > .low'), text = comment.querySelector('.text');
	if (isOwn && !comment.matches('.own')) {
		comment.classList.add('own');
		comment.classList.remove('new');
		when.querySelector('.badge')?.remove();
		when.before(copy(samples.own, '.you'), ' ');
		low?.replaceWith(text);
	}
	if (!footer?.querySelector('p.votes a'))
		return;
	if (own.muted.includes(by)) {
		if (!low)
			text.replaceWith(low = copy(samples.reported, '.low'));
		low.querySelector('summary').replaceWith(copy(samples.reported, '.low summary'));
		low.querySelector('.text').replaceWith(text);
		low.querySelector('.unseen').append(author.textContent);
	}
	const next = copy(samples[isOwn ? 'own' : own.reports.includes(id) ? 'reported' : 'other'], 'footer');
	for (const name of ['href', 'action'])
		next.querySelectorAll(`[${name}]`).forEach((one) => one.setAttribute(name, one.getAttribute(name).replace(NIL, id)));
	const [reply, here] = [next, footer].map((one) => one.querySelector('a[href$="#write"]')), edit = next.querySelector('a[href*="/edit"]');
	if (edit && !(here && own.now - Date.parse(when.querySelector('time').dateTime) < own.window))
		edit.parentNode.remove();
	if (here)
		reply?.replaceWith(here); // it has the author's name
	else
		reply?.parentNode.remove();
	for (const [way, value] of [['.up', 1], ['.down', -1]])
		count(next.querySelector(way), footer.querySelector(way).textContent.trim(), own.votes[id] === value);
	footer.replaceWith(next);
}

function count(to, n, pressed) {
	(to.querySelector('[aria-hidden]') ?? to).firstChild.data = n;
	if (!to.ariaLabel)
		return;
	to.ariaLabel = to.ariaLabel.replace(/0$/, n);
	if (pressed) {
		to.value = 0;
		to.ariaPressed = 'true';
	}
}

// The heights for the next view of this page (early.js).
function keepPlaces() {
	if (!own && !drawn)
		return;
	delete root.dataset.own;
	const [bar, entry, mine, next] = ['.frame-bar, .bar .wide', '.entry', '.mine:not([hidden])', '.mine + *'].map((one) => find(one)?.getBoundingClientRect());
	const places = { bar: bar?.height, entry: entry?.height, mine: mine && next.top - mine.top };
	try {
		localStorage['madang-me'] = own ? own.account : document.body.dataset.viewer;
		sessionStorage[`madang-own:${location.pathname}`] = JSON.stringify([innerWidth, places]);
	} catch { /* forbidden: the usual heights */ }
}
