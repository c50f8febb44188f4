// SPDX-License-Identifier: Apache-2.0
// Goal: a new article of a newspaper gets its discussion at first sight, and the reader who finds a limit can try again.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { FOREIGN, STRANGER, TALK, startHosts } from './embedding.mjs';
import { PHONE, WIDE, api, launch, name, server, skip, token } from './support.mjs';

describe('an article at first sight', { skip }, () => {
	let browser, hosts, admin;
	const faults = [];

	// The site's setting; every worker has loaded it when a page of an unknown article says so eight times.
	async function setting(firstSight) {
		const path = '/v1/moderation/settings?site=default', now = await api('GET', path, null, admin);
		await api('PUT', path, { version: now.version, settings: { ...now.settings, first_sight: firstSight } }, admin);
		const none = `${server.url}/embed?url=${encodeURIComponent(`${FOREIGN}/none`)}`;
		const loaded = async () => (await (await fetch(none, { headers: { Connection: 'close' } })).text()).includes('id="start"') === firstSight;
		for (let same = 0, until = Date.now() + 15000; same < 8 && Date.now() < until;)
			same = await loaded() ? same + 1 : 0;
	}

	before(async () => {
		hosts = await startHosts();
		browser = await launch({ proxy: { server: `http://127.0.0.1:${hosts.port}` } });
		admin = await token(server.accounts.admin);
		await setting(true);
	});
	after(async () => {
		await setting(false);
		await browser?.close();
		hosts?.close();
		assert.deepEqual(faults, []);
	});

	const paper = (path, { title = '다리를 새로 칠하다', inside = '', attributes = '' } = {}) => `<!doctype html><html lang="ko"><head><title>${title}</title>
<link rel="canonical" href="${path}"><style>body { margin: 1rem; font: 1rem/1.5 serif }</style></head><body><h1>A story</h1>
<script>window.heard = []; for (const kind of ['ready', 'count', 'posted']) addEventListener('madang:' + kind, (e) => window.heard.push(kind));</script>
<script async src="${TALK}/embed.js"></script><madang-thread ${attributes}>${inside}</madang-thread></body></html>`;

	async function visit(html, { at = FOREIGN, ...options } = {}) {
		hosts.html = html;
		hosts.requests.length = 0;
		const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE, ...options });
		const page = await context.newPage();
		page.setDefaultTimeout(15000);
		page.on('pageerror', (error) => faults.push(error.message));
		await page.goto(`${at}/story?utm_source=mail`);
		await page.evaluate(() => document.querySelector('madang-thread').scrollIntoView());
		return page;
	}
	const thread = (page) => page.frameLocator('madang-thread iframe');
	const posts = () => hosts.requests.filter(({ method, url }) => method === 'POST' && url === '/v1/articles/first-sight');
	const address = () => `${FOREIGN}/${name('story')}`;
	const find = async (url) => (await fetch(`${server.url}/v1/articles?url=${encodeURIComponent(url)}`)).json();
	const fragment = async (url) => (await fetch(`${server.url}/fragment?url=${encodeURIComponent(url)}`)).text();

	for (const viewport of [WIDE, PHONE])
		it(`gets its discussion from its first reader, ${viewport.width} px wide`, async () => {
			const url = address();
			assert.equal((await find(url)).code, 'not_found');
			const page = await visit(paper(url, { inside: await fragment(url) }), { viewport });
			await thread(page).getByRole('link', { name: 'Sign in' }).first().waitFor();
			await page.waitForFunction(() => window.heard.includes('ready'));
			const made = await find(url);
			assert.equal(made.title, '다리를 새로 칠하다');
			assert.ok(page.frames().at(-1).url().startsWith(`${TALK}/embed/${made.id}`));
			assert.equal(posts().length, 1);
			assert.equal(posts()[0].headers.origin, FOREIGN);
			assert.equal(posts()[0].headers.cookie, undefined);
			assert.equal(await page.evaluate(() => history.length), 2, 'no step of the history'); // about:blank and the page
			await page.screenshot({ path: `../../build/screenshots/first-sight-${viewport.width}.png` });
			await page.reload();
			await page.evaluate(() => document.querySelector('madang-thread').scrollIntoView());
			await thread(page).getByRole('link', { name: 'Sign in' }).first().waitFor();
			assert.equal(posts().length, 1, 'the next reader finds it');
		});

	it('asks once, however many messages come', async () => {
		const url = address();
		hosts.html = paper(url);
		const page = await (await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE })).newPage();
		let asked = 0, answer;
		await page.route(`${TALK}/v1/articles/first-sight`, (route) => { asked++; answer = () => route.continue(); });
		await Promise.all([page.waitForRequest(/first-sight/), page.goto(`${FOREIGN}/story`)]);
		await page.evaluate(() => { for (let n = 0; n < 2000; n++) document.querySelector('madang-thread iframe').contentWindow.postMessage({ madang: 'hello' }, '*'); });
		await page.frames().at(-1).evaluate(() => new Promise((done) => setTimeout(done)));
		await page.evaluate(() => new Promise((done) => setTimeout(done)));
		assert.equal(asked, 1);
		await answer();
		await thread(page).getByRole('link', { name: 'Sign in' }).first().waitFor();
		assert.equal((await find(url)).url, url);
	});

	it('keeps the title of its first sight, as text', async () => {
		const url = address();
		await thread(await visit(paper(url, { title: '&lt;b&gt;First&lt;/b&gt;\n title' }))).getByRole('link', { name: 'Sign in' }).first().waitFor();
		await thread(await visit(paper(`${url}/`, { title: 'Second' }))).getByRole('link', { name: 'Sign in' }).first().waitFor();
		assert.equal((await find(url)).title, '<b>First</b> title');
	});

	it('can be started by the reader when a limit is over', async () => {
		const url = address(), html = paper(url, { inside: await fragment(url) });
		hosts.html = html;
		const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE });
		const page = await context.newPage();
		let limited = true;
		await page.route(`${TALK}/v1/articles/first-sight`, (route) => (limited ?
			route.fulfill({ status: 429, headers: { 'Access-Control-Allow-Origin': FOREIGN, 'Retry-After': '60' }, body: '{}' }) : route.continue()));
		await page.goto(`${FOREIGN}/story`);
		const start = thread(page).getByRole('button', { name: 'Start the discussion' });
		await start.waitFor();
		assert.ok(await thread(page).getByText('There is no discussion for this page yet.').isVisible());
		await page.screenshot({ path: '../../build/screenshots/first-sight-start.png' });
		await start.click();
		await start.waitFor(); // still over
		limited = false;
		await start.click();
		await thread(page).getByRole('link', { name: 'Sign in' }).first().waitFor();
		assert.equal((await find(url)).url, url);
	});

	it('is not made for the address of another page, and offers no button there', async () => {
		const page = await visit(paper('https://elsewhere.example/story'));
		await page.waitForFunction(() => window.heard.includes('ready'));
		assert.ok(await thread(page).getByText('There is no discussion for this page yet.').isVisible());
		assert.equal(await thread(page).getByRole('button').count(), 0);
		assert.equal((await find('https://elsewhere.example/story')).code, 'not_found');
	});

	it('is not made by a key, by a page of a stranger, or in a plain frame', async () => {
		const url = address();
		await thread(await visit(paper(url, { attributes: `key="${name('none')}"` }))).getByText('There is no discussion').waitFor();
		const stranger = await visit(paper(url.replace(FOREIGN, STRANGER)), { at: STRANGER });
		await stranger.waitForFunction(() => document.querySelector('madang-thread iframe'));
		await stranger.waitForLoadState('networkidle');
		const plain = await visit(`<!doctype html><title>Plain</title><madang-thread></madang-thread><iframe src="${TALK}/embed?url=${encodeURIComponent(url)}"></iframe>`);
		const frame = plain.frameLocator('iframe');
		await frame.getByText('There is no discussion').waitFor();
		assert.equal(await frame.getByRole('button').count(), 0);
		assert.equal(posts().length, 0);
		assert.equal((await find(url)).code, 'not_found');
	});
});
