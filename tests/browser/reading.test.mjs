// SPDX-License-Identifier: Apache-2.0
// Goal: with the script a discussion shows relative times, what is new, folds branches, shares links and obeys keys;
// nothing moves when the script starts; without it the same links work.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { WIDE, api, article, close, name, open, PASSWORD, person, server, signUp, skip, token } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 360, height: 780 };
const HOUR = 3600_000;
const LONG = 'W'.repeat(26);

describe('reading a discussion', { skip }, () => {
	let story, key, first, reply, other, page, writer;
	const faults = [];

	async function reader(options = {}) {
		const made = await person({ javaScriptEnabled: true, timezoneId: 'Asia/Seoul', permissions: ['clipboard-read', 'clipboard-write'], ...options });
		made.on('pageerror', (error) => faults.push(error.message));
		made.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
		return made;
	}

	const write = async (body, parent) => (await api('POST', `/v1/articles/${story}/comments`, { body, parent_id: parent }, key)).comment.id;
	const comment = (id, on = page) => on.locator(`#c-${id}`);
	const focused = (on = page) => on.evaluate(() => document.activeElement.closest('.comment')?.id ?? document.activeElement.id);

	async function look(label, on = page) {
		for (const viewport of [WIDE, PHONE])
			for (const colorScheme of ['light', 'dark']) {
				await on.setViewportSize(viewport);
				await on.emulateMedia({ colorScheme });
				await on.screenshot({ path: `../../build/screenshots/reading-${label}-${viewport.width}-${colorScheme}.png`, fullPage: true });
				if (!await on.evaluate(() => Boolean(globalThis.axe)))
					await on.evaluate(axe);
				const found = await on.evaluate(async () => (await globalThis.axe.run()).violations.map((v) =>
					`${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`));
				assert.deepEqual(found, [], `${label} ${viewport.width} ${colorScheme}`);
				assert.ok(await on.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${label} scrolls sideways`);
			}
		await on.setViewportSize(WIDE);
		await on.emulateMedia({ colorScheme: 'light' });
	}

	before(async () => {
		await open();
		story = await article(undefined, '한국어 기사와 긴 이름');
		writer = `${LONG}${name('')}`.slice(0, 30);
		await api('POST', '/v1/accounts', { username: writer, email: `${name('w')}@example.org`, password: PASSWORD });
		key = await token({ username: writer, password: PASSWORD });
		first = await write('무궁화꽃이피었습니다 첫 번째 댓글입니다. The first comment.');
		reply = await write('둘째 댓글은 답글입니다. A reply.', first);
		await write('A second reply.', first);
		await write('A reply to the reply.', reply);
		other = await write('Another thread.');
		page = await reader();
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	it('shows times relative and ticking, and on hover in the reader\'s own zone', async () => {
		const on = await reader();
		await on.clock.install({ time: new Date(Date.now() + 5 * 60_000) });
		await on.goto(`/a/${story}`);
		const time = comment(first, on).locator('time').first();
		const text = await time.textContent();
		assert.match(text, /^[456] minutes ago$/);
		const local = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Seoul' })
			.format(new Date(await time.getAttribute('datetime')));
		assert.equal((await time.getAttribute('title')).replace(/\s/g, ' '), local.replace(/\s/g, ' '));
		await on.clock.runFor(2 * 60_000);
		assert.equal(await time.textContent(), `${parseInt(text, 10) + 2} minutes ago`);
		await on.clock.fastForward(8 * 24 * HOUR);
		assert.match(await time.textContent(), /^[A-Z][a-z]{2} \d+, \d{4}$/);
	});

	it('marks nothing as new on the first visit', async () => {
		await page.goto(`/a/${story}`);
		assert.equal(await page.locator('.new, .next-new').count(), 0);
		await look('first');
	});

	it('marks what is new since the last visit in words, counts it and goes there', async () => {
		const late = await write('새 답글입니다. A late reply.', other), top = await write('A late comment.');
		await page.clock.install({ time: new Date(Date.now() + HOUR) });
		await page.goto(`/a/${story}?sort=oldest`);
		assert.deepEqual(await page.locator('.new').evaluateAll((list) => list.map((c) => c.id)), [`c-${late}`, `c-${top}`]);
		assert.match(await comment(late).locator('header').innerText(), /New/);
		const next = page.getByRole('button', { name: 'Next new (2)' });
		await look('new');
		await next.click();
		assert.equal(await focused(), `c-${late}`);
		await page.keyboard.press('n');
		assert.equal(await focused(), `c-${top}`);
		await page.keyboard.press('n');
		assert.equal(await focused(), `c-${late}`);
		await page.reload();
		assert.equal(await page.locator('.new').count(), 2, 'a reload is the same visit');
		await page.clock.setSystemTime(new Date(Date.now() + 3 * HOUR));
		await page.reload();
		assert.equal(await page.locator('.new').count(), 0);
	});

	it('does not take a look at one comment for a visit', async () => {
		const on = await reader();
		await on.goto(`/a/${story}`);
		const id = await write('Seen late.');
		await on.clock.install({ time: new Date(Date.now() + HOUR) });
		await on.goto(`/a/${story}/c/${first}`);
		await on.goto(`/a/${story}`);
		assert.deepEqual(await on.locator('.new').evaluateAll((list) => list.map((c) => c.id)), [`c-${id}`]);
	});

	it('folds a branch, says how many replies that hides, and remembers it', async () => {
		const fold = comment(first).locator('.fold');
		assert.equal(await fold.getAttribute('aria-expanded'), 'true');
		await fold.click();
		assert.equal(await fold.getAttribute('aria-expanded'), 'false');
		assert.equal(await fold.textContent(), '+ 3 replies');
		assert.ok(!await comment(reply).isVisible());
		await look('folded');
		await page.reload();
		assert.ok(!await comment(reply).isVisible());
		await page.goto(`/a/${story}?sort=oldest#c-${reply}`);
		await comment(reply).waitFor({ state: 'visible' });
		await page.goto(`/a/${story}`);
		await fold.click();
		assert.ok(await comment(reply).isVisible());
		assert.equal(await fold.getAttribute('aria-label'), 'Replies');
	});

	it('copies a link, and says so', async () => {
		const link = comment(first).locator('a.share');
		await link.click();
		await page.locator('[role=status]').getByText('Link copied').waitFor({ state: 'attached' });
		assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${server.url}/a/${story}/c/${first}`);
		await look('copied');
		await page.clock.runFor(5000);
		assert.match(await link.innerText(), /^Link/);
	});

	it('hands the link to the system where it can share', async () => {
		const on = await reader();
		await on.addInitScript(() => {
			navigator.canShare = () => true;
			navigator.share = async (data) => { globalThis.shared = data.url; };
		});
		await on.goto(`/embed/${story}`);
		await comment(first, on).locator('a.share').click();
		assert.equal(await on.evaluate(() => globalThis.shared), `${server.url}/a/${story}/c/${first}`);
	});

	it('goes from comment to comment by keys, also on a Korean keyboard', async () => {
		await page.goto(`/a/${story}?sort=oldest`);
		const type = (code, more = {}) => page.evaluate(([c, m]) => document.activeElement.dispatchEvent(
			new KeyboardEvent('keydown', { code: c, key: 'ㅓ', bubbles: true, cancelable: true, ...m })), [code, more]);
		await page.evaluate(() => scrollTo(0, 0));
		await page.keyboard.press('j');
		assert.equal(await focused(), `c-${first}`);
		await type('KeyJ');
		assert.equal(await focused(), `c-${reply}`);
		await page.keyboard.press('k');
		assert.equal(await focused(), `c-${first}`);
		await type('KeyJ', { isComposing: true });
		await type('KeyJ', { ctrlKey: true });
		await type('KeyJ', { shiftKey: true });
		assert.equal(await focused(), `c-${first}`);
	});

	it('replies and writes by keys, and leaves fields alone', async () => {
		const on = await reader();
		await signUp(on, name('keys'));
		await on.goto(`/a/${story}?sort=oldest`);
		await on.keyboard.press('c');
		assert.equal(await focused(on), 'body');
		await on.keyboard.type('jkn?');
		assert.equal(await on.locator('#body').inputValue(), 'jkn?');
		await on.locator('#body').fill('');
		await on.locator('#body').blur();
		await on.evaluate(() => scrollTo(0, 0));
		await on.keyboard.press('j');
		await on.keyboard.press('r');
		await comment(first, on).getByLabel('Your reply').fill('By the keyboard.');
		await comment(first, on).getByRole('button', { name: 'Post reply' }).click();
		const mine = on.getByRole('article').filter({ hasText: 'By the keyboard.' }).first();
		await mine.waitFor();
		await mine.locator('time[title$="PM"], time[title$="AM"]').waitFor();
		assert.ok(await comment(first, on).locator('.fold').isVisible());
		assert.equal(await on.locator('.new').count(), 0, 'the reader knows this one');
	});

	it('explains the keys, and keeps them off where the reader says so', async () => {
		await page.goto(`/a/${story}?sort=oldest`);
		await page.keyboard.press('?');
		const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
		await dialog.waitFor();
		await look('keys');
		await dialog.getByLabel('Use these shortcuts').uncheck();
		await dialog.getByRole('button', { name: 'Close' }).click();
		await page.reload();
		await page.keyboard.press('?');
		await page.keyboard.press('j');
		assert.ok(!await dialog.isVisible());
		assert.equal(await focused(), '');
		await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
		await dialog.getByLabel('Use these shortcuts').check();
		await page.keyboard.press('Escape');
		await page.keyboard.press('j');
		assert.match(await focused(), /^c-/);
	});

	it('works where the browser forbids the storage, or the storage holds nonsense', async () => {
		for (const spoil of [() => Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('forbidden'); } }),
			() => Object.keys(localStorage).forEach((item) => localStorage.setItem(item, '{"since":"x","at":[],"folded":7'))]) {
			const on = await reader();
			await on.goto(`/a/${story}`);
			await on.addInitScript(spoil);
			await on.reload();
			await comment(first, on).locator('.fold').click();
			assert.ok(!await comment(reply, on).isVisible());
			await on.close();
		}
	});

	it('moves nothing when the script starts, at any width', async () => {
		for (const viewport of [WIDE, PHONE, { width: 700, height: 900 }]) {
			const boxes = async (options) => {
				const on = await reader({ viewport, ...options });
				if (!options.storageState) // a browser that runs scripts, before ours have come
					await on.route(/\/assets\/.*\.js/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
				if (options.storageState) // as if the last visit were long ago, so that there are new comments
					await on.clock.install({ time: new Date(Date.now() + 6 * HOUR) });
				for (const path of [`/a/${story}`, `/embed/${story}`]) {
					await on.goto(path);
					if (options.storageState)
						assert.ok(await on.locator('.next-new').isVisible());
				}
				return on.locator('.comment, .discussion-head, .text, .comment > footer').evaluateAll((list) =>
					list.map((node) => ['y', 'height'].map((side) => Math.round(node.getBoundingClientRect()[side]))));
			};
			const origins = [{ origin: server.url, localStorage: [{ name: `madang-read:${story}`, value: '{"since":1,"at":1}' }] }];
			const plain = await boxes({});
			assert.deepEqual(await boxes({ storageState: { cookies: [], origins } }), plain, `${viewport.width}`);
		}
	});

	it('without the script links to each comment', async () => {
		const on = await person();
		await on.goto(`/a/${story}`);
		await comment(first, on).locator('a.share').click();
		assert.equal(new URL(on.url()).pathname, `/a/${story}/c/${first}`);
		assert.equal(await on.locator('.fold, .next-new, .reading button:visible').count(), 0);
	});
});
