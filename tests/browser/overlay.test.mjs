// SPDX-License-Identifier: Apache-2.0
// Goal: a signed-in reader whose browser runs the script gets the page for everybody, and the script makes it the page that
// the server draws for this reader. Nothing moves meanwhile, and nothing personal stays after the sign-out.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, name, open, PASSWORD, person, server, signUp, skip, token } from './support.mjs';

const WIDTHS = [1280, 480, 360];

describe('the overlay', { skip }, () => {
	const faults = [];
	let story, mia, noah, moderator, mine, theirs, held, reported;

	async function reader(who, options) {
		const page = await person({ javaScriptEnabled: true, ...options });
		page.on('pageerror', (error) => faults.push(error.message));
		page.username = name(who);
		await signUp(page, page.username);
		page.token = await token({ username: page.username, password: PASSWORD });
		return page;
	}

	const say = async (who, body, parent_id) =>
		(await api('POST', `/v1/articles/${story}/comments`, { body, parent_id }, who.token)).comment.id;
	const at = (comment) => `/a/${story}${comment ? `/c/${comment}` : ''}`;

	before(async () => {
		await open();
		story = await article(undefined, 'The overlay 겹쳐 보기');
		mia = await reader('mia');
		noah = await reader('noah');
		moderator = await token(server.accounts.moderator);
		theirs = await say(noah, 'A first word by another reader.');
		reported = await say(noah, 'A second word, which she reported.');
		mine = await say(mia, 'My own word, 제 댓글입니다.', theirs);
		held = await say(mia, 'My word that a moderator rejects.');
		await say(mia, 'My newest word, on top.');
		await api('POST', '/v1/moderation/decisions', { decisions: [{ case: held, version: 0, action: 'reject', reason: 'spam' }] }, moderator);
		await api('PUT', `/v1/articles/${story}/follow`, undefined, mia.token);
		await api('PUT', `/v1/articles/${story}/comments/${theirs}/vote`, { value: -1 }, mia.token);
		await api('POST', `/v1/articles/${story}/comments/${reported}/reports`, { reason: 'spam' }, mia.token);
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	const overlaid = (page) => page.locator('html[data-own=done]').waitFor({ state: 'attached' });

	// What the page shows and offers, without the marks that differ each time and what only the script adds.
	const content = (page) => page.evaluate(() => {
		const body = document.body.cloneNode(true);
		body.querySelectorAll('[role=status], .toolbar, .preview, form > .field > .count, .fold, .next-new, .new .when > .badge, .reading, script')
			.forEach((node) => node.remove());
		const lines = [];
		for (const node of body.querySelectorAll('*')) {
			const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data.trim()).join(' ').trim();
			const told = ['class', 'id', 'href', 'action', 'name', 'value', 'aria-label', 'aria-pressed', 'data-kind']
				.filter((one) => node.hasAttribute(one) && !(one === 'class' && node.matches('body')))
				.map((one) => `${one}=${one === 'class' ? [...node.classList].filter((c) => c !== 'new').sort().join(' ') : node.getAttribute(one)}`);
			if (node.matches('input[name=key]') || node.matches('time') || node.matches('.news, .news *, .seen, .seen *')) // counted and marked a little later
				continue;
			lines.push(`${node.localName} ${told.join(' ')} ${own}`.trim());
		}
		return lines;
	});

	// The requests to our own server for a page, without its assets; their query counts are in tests/api/test_overlay.py.
	async function visit(page, path) {
		const made = [], note = (r) => !r.url().includes('/assets/') && made.push(new URL(r.url()).pathname);
		page.on('request', note);
		await page.goto(path);
		await page.waitForLoadState('networkidle');
		page.off('request', note);
		return made;
	}

	it('makes of the page for everybody the page that the server draws', async () => {
		for (const path of [at(), `${at()}?sort=oldest`, at(theirs), at(mine), at(reported)]) {
			await mia.context().clearCookies({ name: 'madang-script' });
			assert.ok(!(await visit(mia, path)).some((p) => p.endsWith('/own')), 'the first page is drawn by the server');
			const drawn = await content(mia);
			assert.ok((await visit(mia, path)).some((p) => p.endsWith('/own')), 'the second page is made of the overlay');
			await overlaid(mia);
			if (await mia.locator('.mine[hidden]').count())
				await mia.getByRole('button', { name: 'Only you can see these' }).click();
			const made = await content(mia);
			assert.deepEqual([made.filter((l) => !drawn.includes(l)), drawn.filter((l) => !made.includes(l))], [[], []], path);
			assert.deepEqual(made, drawn, path);
		}
	});

	it('moves nothing', async () => {
		for (const width of WIDTHS)
			for (const path of [at(), at(theirs), at().replace('/a/', '/embed/')]) {
				const page = await person({ javaScriptEnabled: true, viewport: { width, height: 2000 }, storageState: await mia.context().storageState() });
				await page.addInitScript(() => {
					globalThis.shifts = [];
					new PerformanceObserver((list) => list.getEntries().forEach((entry) => globalThis.shifts.push(
						[entry.value, ...entry.sources.map((s) => `${s.node?.nodeName}.${s.node?.className} ${JSON.stringify(s.previousRect)} ${JSON.stringify(s.currentRect)}`)].join('\n'))))
						.observe({ type: 'layout-shift', buffered: true });
				});
				await page.route('**/own*', async (route) => { // later than the first picture
					await new Promise((done) => setTimeout(done, 300));
					await route.continue();
				});
				for (const turn of ['the first view', 'the next view']) {
					await page.goto(path);
					await overlaid(page);
					await page.waitForTimeout(300);
					assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], `${turn} of ${path} at ${width}`);
					await page.screenshot({ path: `../../build/screenshots/overlay-${width}-${path.includes('/c/') ? 'comment' : path.split('/')[1]}-${turn.split(' ')[1]}.png`, fullPage: true });
				}
				await page.context().close();
			}
	});

	const scripted = async (page) => (await page.context().cookies()).some((cookie) => cookie.name === 'madang-script');

	// Playwright switches the browser's memory of pages off, so the event that such a page gets is made here.
	it('leaves nothing of the reader behind when the browser brings a page back after the sign-out', async () => {
		const page = await reader('lena');
		await page.goto(at());
		await page.goto(at());
		await overlaid(page);
		const back = () => page.evaluate(() => {
			globalThis.stayed = true;
			dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
		});
		await back();
		await page.waitForLoadState('networkidle');
		assert.equal(await page.evaluate(() => globalThis.stayed), true, 'the page of the same reader was loaded again');
		const other = await page.context().newPage();
		await other.goto('/house-rules/default');
		await other.getByRole('button', { name: 'Sign out' }).click();
		await other.getByText('You are signed out.').waitFor();
		assert.equal(await scripted(page), false);
		await back();
		await page.locator('.bar').getByRole('link', { name: 'Sign in' }).waitFor();
		assert.equal(await page.locator('#write textarea, form.votes, .follow').count(), 0);
		assert.ok(!(await page.content()).includes(page.username));
		await page.context().close();
	});

	it('gives way to the page of the server for a browser without the script', async () => {
		await mia.goto(at());
		assert.ok(await scripted(mia));
		const page = await person({ storageState: await mia.context().storageState() });
		await page.goto(at());
		await page.locator('.bar').getByRole('link', { name: 'Sign in' }).click();
		await page.goto(at());
		await page.getByRole('link', { name: mia.username }).first().waitFor();
		assert.ok(await page.locator('#write textarea').isVisible());
		await page.context().close();
	});

	it('works where the browser forbids the storage', async () => {
		const page = await reader('ivo');
		await page.addInitScript(() => {
			for (const name of ['localStorage', 'sessionStorage'])
				Object.defineProperty(globalThis, name, { get() { throw new DOMException('no', 'SecurityError'); } });
		});
		await page.goto(at());
		await page.goto(at());
		await overlaid(page);
		await page.locator('#body').fill('Written without any storage.');
		await page.getByRole('button', { name: 'Post comment' }).click();
		await page.locator('.comment.own').filter({ hasText: 'Written without any storage.' }).waitFor();
		await page.context().close();
	});

	it('says in the place of the composer that the server cannot answer now, and moves nothing', async () => {
		await mia.goto(at());
		await mia.route('**/own*', (route) => route.fulfill({ status: 503, contentType: 'text/html',
			body: '<section class="part"><div class="errors" role="alert"><p>Please try again in a moment.</p></div></section>' }));
		await mia.goto(at());
		await overlaid(mia);
		await mia.locator('.entry').getByText('Please try again in a moment.').waitFor();
		await mia.unroute('**/own*');
	});

	it('folds the comments of a reader who is muted, and leaves the next page to the server', async () => {
		const page = await reader('ada'), noahs = await api('GET', '/v1/session', undefined, noah.token);
		await page.goto(at());
		await api('PUT', `/v1/account/mutes/${noahs.account.id}`, undefined, page.token);
		await page.goto(at());
		await overlaid(page);
		await page.locator(`#c-${theirs} summary`).getByText('You muted this reader').waitFor();
		assert.equal(await page.locator(`#c-${theirs} .text`).isVisible(), false);
		assert.equal(await scripted(page), false);
		const made = await content(page);
		await page.goto(at());
		assert.deepEqual(await content(page), made);
		await page.context().close();
	});
});
