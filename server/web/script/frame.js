// SPDX-License-Identifier: Apache-2.0
// The frame's side of embed.js. It answers a page whose origin is one of the site's, and no other: it tells its height,
// the number of comments, and the place of a comment that a link names.
const WIDTH_MIN = 40; // px; a frame without width would be as tall as its words
const HASH = /^#c-([0-9a-f-]{36})$/;
const TOKEN_MS = 60000; // the host's answer to a reader's press
let host = null, last = 0, waiting = false, told = false, wanted = null, looking = false;
let offered = false, pressed = null; // the host signs its readers on; what to do with its token

export function start() {
	if (window.parent === window)
		return;
	addEventListener('message', receive);
	addEventListener('hashchange', () => host && go(location.hash));
	new ResizeObserver(tellSoon).observe(document.documentElement);
	for (const type of ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focusin'])
		addEventListener(type, turned, { passive: true });
	document.addEventListener('madang:posted', () => say({ madang: 'posted', count: count() }));
}

function receive(event) {
	const allowed = (document.documentElement.dataset.embedders ?? '').split(' ');
	if (event.source !== window.parent || !allowed.includes(event.origin))
		return;
	if (event.data?.madang === 'hello') {
		host = event.origin;
		offered = event.data.signOn === true;
		if (document.getElementById('start'))
			say({ madang: 'unknown' });
		else
			ready();
	} else if (host !== event.origin)
		return;
	else if (event.data?.madang === 'hash')
		go(String(event.data.hash));
	else if (event.data?.madang === 'refused')
		refused(event.data.again === true);
	else if (event.data?.madang === 'token')
		taken(event.data.token);
}

// A reader pressed "Sign in" in this frame: the host may hand over a token that the newspaper signed. then: gets it, or null.
// False: the host does not sign its readers on. A token that nobody asked for by a press is dropped.
export function askToken(then) {
	if (!host || !offered)
		return false;
	const late = setTimeout(() => taken(null), TOKEN_MS);
	pressed = (token) => (clearTimeout(late), then(token));
	say({ madang: 'sign-on' });
	return true;
}

function taken(token) {
	const then = pressed;
	pressed = null;
	then?.(typeof token === 'string' ? token : null);
}

function ready() {
	last = innerWidth < WIDTH_MIN ? 0 : height();
	say({ madang: 'ready', height: last });
	say({ madang: 'count', count: count() });
	go(location.hash);
}

// The page around this frame could not make the article now. The reader may try again later.
function refused(again) {
	const start = document.getElementById('start');
	if (!start)
		return;
	start.hidden = !again;
	start.querySelector('button').onclick = () => {
		start.hidden = true;
		say({ madang: 'unknown' });
	};
	ready();
}

// The reader turns to the frame, which may then take its own height (embed.js).
function turned() {
	if (!told)
		say({ madang: 'turned' });
	told = Boolean(host);
}

const say = (message) => host && window.parent.postMessage(message, host);
// The root has the margins that reach out of the body.
const height = () => Math.ceil(document.documentElement.getBoundingClientRect().height);
const count = () => Number(document.querySelector('[data-count]')?.dataset.count ?? 0);

// At most once a frame of the screen.
function tellSoon() {
	if (waiting)
		return;
	waiting = true;
	requestAnimationFrame(() => {
		waiting = false;
		const now = height();
		if (innerWidth < WIDTH_MIN || now === last)
			return;
		last = now;
		window.requestResize?.();
		say({ madang: 'height', height: now });
	});
}

// A comment that is not on this page has a page of its own, unless nobody knows it.
function go(hash) {
	const id = HASH.exec(hash)?.[1];
	if (!id)
		return;
	const place = document.getElementById(`c-${id}`);
	wanted = null;
	if (place)
		say({ madang: 'scroll', top: Math.round(place.getBoundingClientRect().top + scrollY) });
	else if (document.body.dataset.discussion && !location.pathname.endsWith(`/c/${id}`)) {
		wanted = id;
		if (!looking)
			look();
	}
}

// One request at a time, for the comment that was wanted last: the page around this frame may send many messages.
async function look() {
	looking = true;
	while (wanted) {
		const id = wanted, page = new URL(`${document.body.dataset.discussion}/c/${id}`, location.href);
		const theme = new URLSearchParams(location.search).get('theme');
		if (theme)
			page.searchParams.set('theme', theme);
		const answer = await fetch(page).catch(() => null);
		if (wanted !== id)
			continue;
		wanted = null;
		if (answer?.ok)
			location.replace(`${page}#c-${id}`);
	}
	looking = false;
}
