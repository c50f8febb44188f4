// SPDX-License-Identifier: Apache-2.0
// Sign-in from inside a frame. The links to sign-in and sign-up open a window of our own origin. When somebody has
// signed in there, the window (signed-in.js) reports to this frame, which is signed in by the first way that works:
//
//   1. on a site of the embedding page's domain, the cookie of the sign-in is here already;
//   2. on another domain, the window hands over a one-time code, which this frame exchanges for a cookie of its own;
//   3. where the browser keeps that cookie from frames, the reader allows it by a click (Storage Access API). WebKit takes
//      the cookie away again with the page, and gives it back, with or without a question, when the reader presses "Sign in";
//   4. the discussion's own page.
//
// These messages pass between pages of our own origin only, so no script of the embedding page reads one. Where the newspaper
// signs its own readers on, there is no window: the embedding page hands over a signed token (frame.js), which this frame sends.
import { askToken } from './frame.js';

const OWN = location.origin;
const MAX = 3; // codes for one window
const notice = { node: null, link: '' };
const ALLOWED = 'madang-allowed'; // in the storage of this frame: the reader has allowed the cookie before
let opened = null, codes = 0, allowed = false;

export function start() {
	if (window.top !== window)
		document.addEventListener('click', openWindow);
	document.addEventListener('madang:sign-in', openFor);
	document.addEventListener('madang:own', () => notice.then?.());
	addEventListener('message', receive);
}

// ---- the window
function openWindow(event) {
	const link = event.target.closest?.('a[href]');
	if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey ||
		link?.origin !== OWN || !/\/sign-(in|up)$/.test(link.pathname))
		return;
	event.preventDefault();
	const go = () => signOn(link.href) || openOrTell(link.href);
	if (wasAllowed())
		allow(() => check(go), go);
	else
		go();
}

// The embedding page's Cross-Origin-Opener-Policy cuts the window off, or the browser blocked it.
function openOrTell(href) {
	if (!openAt(href))
		offerPage('The window of the sign-in cannot report to this page. Reload this page after the sign-in.');
}

// A form was refused because the session has ended: where the browser blocks the window, the link is there to press. Or a
// visitor wants to reply, also on a page of its own: then the window ends as one of a frame.
function openFor(event) {
	const { form, link = form.querySelector('.errors a[href*="/sign-in"]'), then } = event.detail;
	if (!link || form && window.top === window)
		return;
	notice.then = then;
	if (signOn(link.href) || openAt(link.href.replace(/(next=(%2F|\/))a(%2F|\/)/, '$1embed$3')))
		event.preventDefault();
}

function openAt(href) {
	codes = 0;
	notice.again = null;
	notice.link = href;
	opened = window.open(href, 'madang-sign-in', 'popup,width=480,height=720');
	return opened;
}

function receive(event) {
	if (event.origin !== OWN)
		return;
	if (event.data?.madang === 'signed-in') {
		if (!opened || opened.closed) // the link was pressed before this script ran
			opened = event.source;
		check(askCode);
	}
	if (event.source !== opened)
		return;
	if (event.data?.madang === 'code' && typeof event.data.code === 'string')
		exchange(event.data.code);
}

function askCode() {
	if (codes++ < MAX && !opened?.closed)
		opened.postMessage({ madang: 'give-code' }, OWN);
}

// ---- the newspaper's token
function signOn(href) {
	if (!askToken(sendToken))
		return false;
	notice.link = href;
	notice.again = () => signOn(href);
	return true;
}

async function sendToken(token) {
	const answer = token && await send('sessions/sso', { token });
	if (answer?.ok)
		check(document.requestStorageAccess && !allowed ? offerAccess : offerPage);
	else
		offerWindow((await answer?.json?.().catch(() => null))?.detail ?? 'The newspaper has not signed you in.');
}

function offerWindow(text) {
	const button = document.createElement('button');
	button.type = 'button';
	button.textContent = 'Sign in another way';
	button.addEventListener('click', () => openOrTell(notice.link));
	tell(text, button);
}

// ---- the session
const call = (path, more) => fetch(new URL(`../v1/${path}`, import.meta.url),
	{ credentials: 'same-origin', cache: 'no-store', redirect: 'error', ...more }).catch(() => ({ ok: false }));

const send = (path, body) => call(path,
	{ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

async function check(otherwise) {
	const { ok } = await call('session');
	if (ok)
		finish();
	else
		otherwise();
}

async function exchange(code) {
	const { ok } = await send('sessions/exchange', { code });
	if (ok)
		check(document.requestStorageAccess && !allowed ? offerAccess : offerPage);
	else
		offerPage();
}

// A listener can refresh the page in place; otherwise it is loaded again. Drafts are kept in the browser.
function finish() {
	opened?.close();
	opened = null;
	notice.node?.remove();
	if (document.dispatchEvent(new CustomEvent('madang:signed-in', { cancelable: true })))
		location.reload();
}

// ---- where the cookie is kept from frames
function tell(text, act) {
	notice.node ??= document.createElement('p');
	notice.node.className = 'flash wait';
	notice.node.setAttribute('role', 'status');
	notice.node.replaceChildren(text, ' ', act);
	document.querySelector('#write, main')?.prepend(notice.node);
}

function offerAccess() {
	const button = document.createElement('button');
	button.type = 'button';
	button.textContent = 'Stay signed in here';
	button.addEventListener('click', () => allow(retry, offerPage));
	tell('Your browser keeps sign-ins apart on each site.', button);
	opened?.postMessage({ madang: 'press' }, OWN);
}

// In a click.
function allow(then, otherwise) {
	document.requestStorageAccess().then(() => {
		allowed = true;
		remember(true);
		then();
	}, () => {
		remember(false);
		otherwise();
	});
}

function remember(yes) {
	try {
		localStorage[yes ? 'setItem' : 'removeItem'](ALLOWED, '1');
	} catch { /* a browser without storage asks again */ }
}

function wasAllowed() {
	try {
		return Boolean(document.requestStorageAccess && localStorage.getItem(ALLOWED));
	} catch {
		return false;
	}
}

// The window is still open, or was closed meanwhile. The cookie may be visible by now, else it needs another code or token.
const retry = () => check(() => (notice.again ? notice.again() : opened && !opened.closed ? askCode() : openAt(notice.link) || offerPage()));

function offerPage(text) {
	const link = document.createElement('a');
	link.href = location.pathname.replace('/embed/', '/a/') + location.search + location.hash;
	link.target = '_blank';
	link.rel = 'noopener';
	link.textContent = 'Open the discussion in its own window';
	tell(typeof text === 'string' ? text : 'Your browser does not allow a sign-in inside this page.', link);
}
