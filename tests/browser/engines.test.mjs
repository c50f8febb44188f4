// SPDX-License-Identifier: Apache-2.0
// Goal: the core stories of an embedded discussion in the browser engines that Playwright does not drive: on a page of
// another registrable domain a reader signs in, reloads, replies and votes inside the frame.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { FOREIGN, TALK, startHosts } from './embedding.mjs';
import * as firefox from './marionette.mjs';
import * as webkit from './webkit.mjs';
import { PASSWORD, api, article, name, server, skip, token } from './support.mjs';

const ENGINES = { 'Firefox ESR': firefox, WebKitGTK: webkit };
const WAIT_MAX = 15000; // ms

// What a command may say while a page changes below it.
const PASSING = ['no such element', 'stale element reference', 'no such window', 'no such frame', 'element not interactable',
	'element click intercepted', 'detached shadow root', 'javascript error'];

// The result of act(), as soon as it is neither false nor one of these errors.
async function until(what, act) {
	let last;
	for (const end = Date.now() + WAIT_MAX; Date.now() < end; await pause(50)) {
		try {
			const done = await act();
			if (done)
				return done;
		} catch (error) {
			if (!PASSING.includes(error.code))
				throw error;
			last = error;
		}
	}
	throw new Error(`waited in vain for ${what}`, { cause: last });
}

for (const [label, engine] of Object.entries(ENGINES))
	describe(`the discussion inside a foreign page in ${label}`, { skip: skip || engine.absent }, () => {
		let hosts, browser, story, first, username;

		before(async () => {
			hosts = await startHosts();
			story = await article(undefined, 'A bridge is painted');
			first = (await api('POST', `/v1/articles/${story}/comments`, { body: 'It was blue before.' }, await token(server.accounts.moderator))).comment.id;
			username = name('heron');
			await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD });
			browser = await engine.start(hosts.port);
			await browser.go(`${FOREIGN}/story?frame=/embed/${story}`);
		});
		after(async () => {
			await browser?.close();
			hosts?.close();
		});

		const inFrame = async () => {
			await browser.top();
			await browser.enter(await browser.find('#thread'));
		};
		const see = (css, enter = inFrame) => until(css, async () => (await enter?.(), browser.find(css)));
		const click = (css, enter = inFrame) => until(`a click on ${css}`, async () => {
			await enter?.();
			await browser.click(await browser.find(css));
			return true;
		});
		const fill = async (css, text, enter) => browser.type(await see(css, enter), text);
		const text = () => browser.evaluate('return document.body.textContent');

		// WebKit keeps the cookie from the frame until the reader has allowed it in this page: by a click, and by the answer to
		// a question of the browser.
		const permitUntil = (what, done) => until(what, async () => {
			browser.permit();
			return done();
		});

		const reload = async () => {
			await browser.top();
			await browser.reload();
			if (!browser.permit)
				return;
			await click('.compose a[href*="/sign-in?"]');
			await permitUntil('the session', async () => (await inFrame(), browser.find('#body')));
		};

		it('shows the comments to everybody', async () => {
			await see(`#c-${first}`);
			assert.match(await text(), /It was blue before\./);
			await see('.compose a[href*="/sign-in?"]');
		});

		it('signs a reader in by a window', async () => {
			const [paper] = await browser.windows();
			await click('.compose a[href*="/sign-in?"]');
			const window = await until('the window', async () => (await browser.windows()).find((one) => one !== paper));
			await browser.use(window);
			await fill('input[name="login"]', username, null);
			await fill('input[name="password"]', PASSWORD, null);
			await click('form:has(input[name="password"]) button', null);
			if (browser.permit) {
				await see('#signed-in-press:not([hidden])', null);
				await browser.use(paper);
				await click('p.flash button');
				await permitUntil('the end of the question', async () => !(await browser.windows()).includes(window));
			}
			await until('the end of the window', async () => !(await browser.windows()).includes(window));
			await browser.use(paper);
			await see('#body');
			assert.ok(hosts.requests.some(({ url }) => url.endsWith('/v1/sessions/exchange')));
		});

		it('keeps the reader signed in after a reload', async () => {
			await reload();
			await see('#body');
			assert.equal((await browser.windows()).length, 1);
		});

		it('posts a reply in place', async () => {
			await click(`#c-${first} .actions a[href*="reply"], #c-${first} .actions li:first-child a`);
			await fill('form:has(input[name="parent_id"]) textarea', 'I liked it blue.');
			await click('form:has(input[name="parent_id"]) button.primary');
			await see('ol.replies article.own');
			const page = JSON.stringify(await api('GET', `/v1/articles/${story}/comments`));
			assert.match(page, /I liked it blue\./);
		});

		it('counts a vote', async () => {
			await click(`#c-${first} button.up`);
			await see(`#c-${first} button.up[aria-pressed="true"]`);
			await reload();
			await see(`#c-${first} button.up[aria-pressed="true"]`);
		});

		it('shows nothing of it to the page around it', async () => {
			await browser.top();
			const heard = await browser.evaluate('return window.heard');
			assert.deepEqual(heard.filter(({ data }) => /code|signed/.test(data)), []);
			assert.equal(await browser.evaluate('return document.cookie + document.getElementById("thread").contentDocument'), 'null');
			assert.equal(await browser.evaluate(`return fetch("${TALK}/v1/session", { credentials: "include" }).then((a) => a.ok, () => false)`), false);
		});
	});

describe('the discussion inside a foreign page in WebKitGTK that keeps all cookies from frames', { skip: skip || webkit.absent }, () => {
	it('offers its own page when the reader has allowed the cookie in vain', async () => {
		const hosts = await startHosts(), browser = await webkit.start(hosts.port, 'cookies refused');
		try {
			const story = await article(undefined, 'A bridge is painted'), username = name('heron');
			await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD });
			await browser.go(`${FOREIGN}/story?frame=/embed/${story}`);
			const inFrame = async () => {
				await browser.top();
				await browser.enter(await browser.find('#thread'));
			};
			const click = (css, enter) => until(`a click on ${css}`, async () => {
				await enter?.();
				await browser.click(await browser.find(css));
				return true;
			});
			const [paper] = await browser.windows();
			await click('.compose a[href*="/sign-in?"]', inFrame);
			await browser.use(await until('the window', async () => (await browser.windows()).find((one) => one !== paper)));
			await until('the form', () => browser.find('input[name="login"]'));
			await browser.type(await browser.find('input[name="login"]'), username);
			await browser.type(await browser.find('input[name="password"]'), PASSWORD);
			await click('form:has(input[name="password"]) button');
			await until('the step that is left', () => browser.find('#signed-in-press:not([hidden])'));
			await browser.use(paper);
			await click('p.flash button', inFrame);
			await until('the link', async () => (await inFrame(), browser.find(`p.flash a[href="/a/${story}"]`)));
		} finally {
			await browser.close();
			hosts.close();
		}
	});
});
