// SPDX-License-Identifier: Apache-2.0
// Goal: one line of HTML puts a discussion under an article: nothing moves, nothing of the frame is believed, and without
// script or without Madang the included fragment stays.
// setting: server.base_url=https://talk.news.example
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { FOREIGN, STRANGER, TALK, startHosts } from './embedding.mjs';
import { WIDE, PHONE, api, article, launch, name, server, skip, token } from './support.mjs';

describe('a discussion on a page of a newspaper', { skip }, () => {
	let browser, hosts, story, last, fragment;
	const faults = [];

	before(async () => {
		hosts = await startHosts();
		browser = await launch({ proxy: { server: `http://127.0.0.1:${hosts.port}` } });
		story = await article(undefined, '다리를 새로 칠하다');
		const reader = await token(server.accounts.moderator);
		for (let n = 1; n <= 6; n++)
			last = (await api('POST', `/v1/articles/${story}/comments`, { body: `${n}번째 의견입니다. It was blue before.` }, reader)).comment.id;
		fragment = await (await fetch(`${server.url}/fragment/${story}`)).text();
	});
	after(async () => {
		await browser?.close();
		hosts?.close();
		assert.deepEqual(faults, []);
	});

	const paper = (inside, attributes = `article="${story}"`) => `<!doctype html><html lang="ko"><head><title>A newspaper</title>
<meta name="viewport" content="width=device-width"><style>body { margin: 1rem; font: 1rem/1.5 serif }</style></head><body><h1>A story</h1>
${'<p>The bridge was closed on Monday, and the painters came with their ladders.</p>'.repeat(60)}
<script>window.moved = []; window.heard = [];
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput && one.value >= 0.001) window.moved.push([one.value,
	...one.sources.map(({ node, previousRect: was, currentRect: is }) => (node?.nodeName ?? '') + ' ' + [was, is].map((r) => [r.y, r.height]))].join('; ')); }).observe({ type: 'layout-shift', buffered: true });
for (const kind of ['ready', 'count', 'posted']) addEventListener('madang:' + kind, (e) => window.heard.push([kind, e.detail]));</script>
<script async src="${TALK}/embed.js"></script>
<madang-thread ${attributes}>${inside}</madang-thread>
<footer>The end of the page</footer></body></html>`;

	async function visit(html, { at = FOREIGN, hash = '', sized = true, ...options } = {}) {
		hosts.html = html;
		const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: WIDE, ...options });
		const page = await context.newPage();
		page.setDefaultTimeout(15000);
		page.on('pageerror', (error) => faults.push(error.message));
		if (!sized) // a browser without frame-sizing
			await page.addInitScript(() => { CSS.supports = () => false; });
		await page.goto(`${at}/story${hash}`);
		return page;
	}
	const thread = (page) => page.frameLocator('madang-thread iframe');
	// As a reader comes to it: by the wheel.
	const shown = async (page) => {
		const near = () => page.evaluate(() => document.querySelector('madang-thread').getBoundingClientRect().top > innerHeight / 2 &&
			scrollY + innerHeight < document.documentElement.scrollHeight - 1);
		while (await near()) {
			await page.mouse.wheel(0, 400);
			await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
		}
		await page.waitForFunction(() => window.heard.some(([kind]) => kind === 'ready'));
		await thread(page).getByText('6번째 의견입니다').first().waitFor();
	};

	for (const viewport of [WIDE, PHONE])
		for (const [how, inside, sized] of [['a fragment', () => fragment, true], ['no fragment', () => '', true], ['messages for the height', () => fragment, false]])
			it(`moves nothing, with ${how}, ${viewport.width} px wide`, async () => {
				const page = await visit(paper(inside()), { viewport, sized });
				await shown(page);
				assert.equal(await page.locator('.madang-fragment').count(), 0);
				assert.deepEqual(await page.evaluate(() => window.moved), []);
				await page.locator('madang-thread iframe').hover();
				await page.mouse.move(300, viewport.height - 60);
				await page.mouse.move(310, viewport.height - 60); // the reader turns to it: it gets the height of its page
				const heights = async () => [await page.locator('madang-thread iframe').evaluate((frame) => frame.getBoundingClientRect().height),
					await page.frames().at(-1).evaluate(() => document.documentElement.getBoundingClientRect().height)];
				const until = Date.now() + 5000;
				let [fits, inner] = await heights();
				while (Math.abs(fits - inner) >= 2 && Date.now() < until) {
					await page.evaluate(() => new Promise(requestAnimationFrame));
					[fits, inner] = await heights();
				}
				assert.ok(Math.abs(fits - inner) < 2, `the frame is ${fits} high, its page ${inner}`);
				assert.deepEqual(await page.evaluate(() => window.heard.find(([kind]) => kind === 'count')), ['count', { count: 6 }]);
			});

	for (const [how, inside] of [['a link alone', `<p><a href="${TALK}/">Read the discussion</a></p>`], ['nothing', '']])
		for (const sized of [true, false])
			it(`moves nothing when the frame comes late, with ${how}, ${sized ? 'with' : 'without'} frame-sizing`, async () => {
				for (let n = 0; n < 3; n++) {
					const page = await visit('<!doctype html><title>Wait</title>', { sized });
					let release;
					const held = new Promise((done) => { release = done; });
					await page.context().route(`${TALK}/embed/**`, async (route) => (await held, route.continue()));
					hosts.html = paper(inside);
					await page.reload();
					await page.waitForFunction(() => customElements.get('madang-thread'));
					await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
					await page.getByText('The end of the page').waitFor();
					await page.waitForFunction(() => document.querySelector('madang-thread iframe'));
					release();
					await page.waitForFunction(() => window.heard.some(([kind]) => kind === 'ready'));
					await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
					assert.deepEqual(await page.evaluate(() => window.moved), []);
					await page.context().close();
				}
			});

	for (const [how, between] of [['at once', ''], ['behind a script and a bar', '<script></script><p style="position: fixed; bottom: 0">A bar</p>']])
		it(`keeps what follows in its place when the frame replaces a fragment, ${how}`, async () => {
			const page = await visit('<!doctype html><title>Wait</title>');
			let release;
			const held = new Promise((done) => { release = done; });
			await page.context().route(`${TALK}/embed/**`, async (route) => (await held, route.continue()));
			hosts.html = paper(fragment).replace('<footer>', `${between}<footer>`);
			await page.reload();
			await page.waitForFunction(() => customElements.get('madang-thread'));
			await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
			await page.waitForFunction(() => document.querySelector('madang-thread iframe'));
			const place = () => page.evaluate(() => document.querySelector('footer').getBoundingClientRect().top + scrollY);
			const before = await place();
			release();
			await page.waitForFunction(() => window.heard.some(([kind]) => kind === 'ready'));
			const moved = await place() - before;
			assert.ok(Math.abs(moved) < 1, `it moved by ${moved} px`);
			await page.context().close();
		});

	it('keeps the fragment without a script, and where Madang does not answer', async () => {
		const still = await visit(paper(fragment), { javaScriptEnabled: false });
		assert.ok(await still.getByText('6번째 의견입니다').first().isVisible());
		const page = await visit(paper(fragment));
		await page.context().route(`${TALK}/embed/**`, (route) => route.abort());
		await page.reload();
		await page.evaluate(() => document.querySelector('madang-thread').scrollIntoView());
		await page.waitForFunction(() => document.querySelector('madang-thread iframe'));
		assert.ok(await page.getByText('6번째 의견입니다').first().isVisible());
	});

	it('loads nothing before the discussion is near', async () => {
		const far = paper('').replace('<madang-thread', '<div style="height: 4000px"></div><madang-thread');
		const page = await visit(far);
		await page.waitForFunction(() => customElements.get('madang-thread'));
		assert.equal(await page.locator('madang-thread iframe').count(), 0);
		await shown(page);
	});

	it('follows a link to a comment, now and later', async () => {
		const page = await visit(paper(''), { hash: `#c-${last}` });
		const inView = () => page.waitForFunction(() => document.querySelector('madang-thread').getBoundingClientRect().top < innerHeight && scrollY > 0);
		await inView();
		await page.evaluate(() => scrollTo(0, 0));
		await page.evaluate(() => { location.hash = ''; });
		await page.evaluate((hash) => { location.hash = hash; }, `#c-${last}`);
		await inView();
	});

	it('finds the discussion by the address of the page', async () => {
		const page = await visit(paper('', 'url="https://news.example/nowhere"'));
		await page.evaluate(() => document.querySelector('madang-thread').scrollIntoView());
		await thread(page).getByText('There is no discussion for this page yet.').waitFor();
	});

	for (const theme of ['light', 'dark'])
		it(`shows the ${theme} colours that the page asks for`, async () => {
			const page = await visit(paper('', `article="${story}" theme="${theme}"`), { colorScheme: theme === 'dark' ? 'light' : 'dark' });
			await shown(page);
			assert.equal(await page.frames().at(-1).evaluate(() => getComputedStyle(document.documentElement).colorScheme), theme);
			await page.screenshot({ path: `../../build/screenshots/embed-${theme}.png`, fullPage: true });
		});

	it('is made, changed and removed by the page', async () => {
		const page = await visit(paper(fragment));
		await shown(page);
		await page.evaluate(() => document.querySelector('madang-thread').setAttribute('sort', 'oldest'));
		await page.waitForFunction(() => document.querySelector('madang-thread iframe').src.includes('sort=oldest'));
		await page.evaluate(() => { window.kept = document.querySelector('madang-thread'); window.kept.remove(); });
		assert.ok(await page.evaluate(() => window.kept.querySelector('iframe') === null && window.kept.querySelector('.madang-fragment')));
		await page.evaluate(() => document.body.append(window.kept));
		await shown(page);
	});

	it('believes no message but those of its frame, and no height that cannot be', async () => {
		const page = await visit(paper(''));
		await shown(page);
		const frame = page.locator('madang-thread iframe'), height = () => frame.evaluate((one) => one.getBoundingClientRect().height);
		const before = await height();
		await page.evaluate(() => { for (let n = 0; n < 5000; n++) postMessage({ madang: 'height', height: n }, '*'); });
		await page.frames().at(-1).evaluate(() => { for (const height of [-5, 1e9, NaN, '9000', null, {}]) parent.postMessage({ madang: 'height', height }, '*'); });
		await page.frames().at(-1).evaluate(() => parent.postMessage('x', '*'));
		await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
		assert.equal(await height(), before);
	});

	it('looks for one comment at a time, however many its page names', async () => {
		const page = await visit(paper(''));
		await shown(page);
		hosts.requests.length = 0;
		await page.evaluate((last) => {
			const frame = document.querySelector('madang-thread iframe').contentWindow;
			for (let n = 0; n < 2000; n++)
				frame.postMessage({ madang: 'hash', hash: `#c-00000000-0000-7000-8000-${String(n).padStart(12, '0')}` }, '*');
			frame.postMessage({ madang: 'hash', hash: `#c-${last}` }, '*');
		}, last);
		await thread(page).locator(`#c-${last}`).waitFor(); // the last message
		const looked = hosts.requests.filter(({ url }) => url.includes('/c/'));
		assert.ok(looked.length <= 20, `${looked.length} requests`); // one after the other, while 2,000 messages arrive
		assert.ok(await thread(page).locator(`#c-${last}`).isVisible());
	});

	it('tells nothing to a page of an origin that the site does not have, and is not framed there', async () => {
		const page = await visit(paper(''), { at: STRANGER });
		await page.evaluate(() => document.querySelector('madang-thread').scrollIntoView());
		await page.waitForFunction(() => document.querySelector('madang-thread iframe'));
		await page.waitForLoadState('networkidle');
		assert.deepEqual(await page.evaluate(() => window.heard), []);
	});

	it('survives a place without width', async () => {
		const page = await visit(paper('').replace('<madang-thread', '<div style="width: 0; overflow: hidden"><madang-thread').replace('</madang-thread>', '</madang-thread></div>'));
		await page.evaluate(() => document.querySelector('madang-thread').scrollIntoView());
		await page.waitForFunction(() => customElements.get('madang-thread'));
		await page.waitForLoadState('networkidle');
		const height = await page.evaluate(() => document.querySelector('madang-thread').getBoundingClientRect().height);
		assert.ok(height < 2000, `${height} px high`);
		assert.equal(await page.locator('madang-thread iframe').count(), 0);
		await page.evaluate(() => { document.querySelector('madang-thread').parentElement.style.width = '400px'; });
		await page.waitForFunction(() => window.heard.some(([kind]) => kind === 'ready'));
	});

	it('counts the comments of a front page by one request', async () => {
		const key = name('front');
		await api('POST', '/v1/articles', { key, url: `https://news.example/${key}`, title: 'Another story' }, await token(server.accounts.admin));
		const html = `<!doctype html><html lang="en"><body><p>${`<madang-count key="${key}">-</madang-count>`.repeat(3)}<madang-count key="none">-</madang-count></p>
<script async src="${TALK}/count.js"></script></body></html>`;
		hosts.requests.length = 0;
		const page = await visit(html);
		await page.waitForFunction(() => [...document.querySelectorAll('madang-count')].every((one) => one.textContent === '0'));
		assert.equal(hosts.requests.filter(({ url }) => url.startsWith('/v1/counts')).length, 1);
	});
});
