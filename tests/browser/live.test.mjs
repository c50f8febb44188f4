// SPDX-License-Identifier: Apache-2.0
// Goal: an open page learns of new comments, edits, removals and votes, moves no text by itself, and asks for one stream in a browser.
// setting: live.stay=300ms
// setting: live.hidden=1s
// setting: live.spread=50ms
// setting: live.collect=100ms
// setting: live.votes=200ms
// setting: live.retry_min=100ms
// setting: live.retry_max=300ms
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { api, article, close, name, open, person, server, signUp, skip, token, PASSWORD, WIDE } from './support.mjs';

describe('a page that stays open', { skip }, () => {
	let moderator, writer;
	const faults = [];

	before(async () => {
		await open();
		moderator = await token(server.accounts.moderator);
		const username = name('heron');
		await api('POST', '/v1/accounts', { username, email: `${username}@example.org`, password: PASSWORD });
		writer = await token({ username, password: PASSWORD });
	});
	after(async () => {
		await close();
		assert.deepEqual(faults, []);
	});

	const write = async (story, body, parent_id, who = writer) => (await api('POST', `/v1/articles/${story}/comments`, { body, ...(parent_id && { parent_id }) }, who)).comment.id;

	const set = async (story, change) => api('PATCH', `/v1/articles/${story}`, change, moderator);

	function watched(page) {
		page.on('pageerror', (error) => faults.push(error.message));
		page.on('console', (line) => line.type() === 'error' && !/status of (4|5)|Failed to load|ERR_/.test(line.text()) && faults.push(line.text()));
		return page.addInitScript(() => {
			Object.assign(globalThis, { movers: [], streams: 0 });
			new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) {
				globalThis.movers.push(...one.sources.map(({ node, previousRect, currentRect }) => `${node?.className ?? node?.data} ${Math.round(one.startTime)} ms: ${JSON.stringify(previousRect)} to ${JSON.stringify(currentRect)}`));
			} }).observe({ type: 'layout-shift', buffered: true });
			const Real = globalThis.EventSource;
			globalThis.EventSource = class extends Real {
				constructor(url) {
					super(url);
					globalThis.streams++;
					globalThis.stream = this;
				}
			};
			Object.defineProperty(document, 'hidden', { get: () => globalThis.away ?? false, configurable: true });
		});
	}
	const following = (page) => page.waitForFunction(() => globalThis.stream?.readyState === 1);
	const away = (page, on) => page.evaluate((hidden) => {
		globalThis.away = hidden;
		document.dispatchEvent(new Event('visibilitychange'));
	}, on);
	const isStill = async (page) => assert.deepEqual(await page.evaluate(() => globalThis.movers), []);
	const comment = (page, id) => page.locator(`#c-${id}`);
	const button = (page, text) => page.getByRole('button', { name: text, exact: true });

	async function visit(story, { path = `/a/${story}`, page, ...options } = {}) {
		const one = page ?? await person({ javaScriptEnabled: true, ...options });
		await watched(one);
		await one.goto(path);
		return one;
	}

	it('says how many comments are new, and fetches them on a click', async () => {
		const story = await article(), first = await write(story, 'The first word.');
		const page = await visit(story);
		await following(page);
		const before = await comment(page, first).boundingBox();
		const ids = [await write(story, 'The second word.'), await write(story, 'The third word.')];
		await button(page, '2 new comments').or(button(page, '1 new comment')).waitFor();
		await button(page, '2 new comments').waitFor();
		await page.getByText('3 comments').first().waitFor();
		assert.deepEqual(await comment(page, first).boundingBox(), before);
		await isStill(page);
		await page.screenshot({ path: '../../build/screenshots/live-new.png', fullPage: true });
		assert.equal(await comment(page, ids[0]).count(), 0);
		await button(page, '2 new comments').click();
		await comment(page, ids[1]).waitFor();
		assert.deepEqual(await page.locator('.discussion > ol.thread > li > .comment').evaluateAll((all) => all.map((one) => one.id.slice(2))), [ids[1], ids[0], first]);
		assert.equal(await page.evaluate(() => document.activeElement.id), `c-${ids[1]}`);
		assert.equal(await page.locator('.discussion .answers').count(), 0);
		assert.match(await page.locator('div.unseen[role=status]').allTextContents().then((all) => all.join()), /new comment/);
	});

	it('puts new replies where they belong', async () => {
		const story = await article(), first = await write(story, 'A question.'), other = await write(story, 'Another question.');
		const page = await visit(story);
		await following(page);
		const reply = await write(story, 'An answer.', first);
		const made = comment(page, first).getByRole('button', { name: '1 new reply', exact: true });
		await made.waitFor();
		const below = await write(story, 'An answer to the answer.', reply);
		await comment(page, first).getByRole('button', { name: '2 new replies', exact: true }).waitFor();
		assert.equal(await comment(page, other).locator('.answers').count(), 0);
		await isStill(page);
		await comment(page, first).locator('.answers').click();
		await comment(page, reply).waitFor();
		await comment(page, below).waitFor();
		assert.equal(await comment(page, reply).evaluate((node) => node.closest('.replies').parentNode.querySelector('.comment').id), `c-${first}`);
		await page.locator('.discussion .answers').waitFor({ state: 'detached' });
	});

	it('leads to replies that lie outside of the page', async () => {
		const story = await article(), line = [await write(story, 'Level 1.')];
		while (line.length < 7)
			line.push(await write(story, `Level ${line.length + 1}.`, line.at(-1)));
		const page = await visit(story), seen = await page.locator('.comment').evaluateAll((all) => all.map((one) => one.id.slice(2)));
		const last = line.findLast((id) => seen.includes(id));
		assert.ok(!seen.includes(line.at(-1)));
		await following(page);
		const first = await write(story, 'Far below.', line.at(-1));
		await comment(page, last).getByRole('button', { name: '1 new reply', exact: true }).waitFor();
		await write(story, 'Still further below.', first);
		await comment(page, last).getByRole('button', { name: '2 new replies', exact: true }).waitFor();
		await isStill(page);
		await comment(page, last).locator('.answers').click();
		await comment(page, first).or(page.getByText('Still further below.')).first().waitFor();
		assert.ok(page.url().includes('/c/') || await comment(page, line.at(-1)).count() === 1);
	});

	it('leads to replies on the next page of comments', async () => {
		const story = await article(), old = await write(story, 'The first of many.');
		for (let i = 0; i < 51; i++)
			await write(story, `One of many, ${i}.`);
		const page = await visit(story);
		await following(page);
		assert.equal(await comment(page, old).count(), 0);
		const id = await write(story, 'Behind the page.', old);
		await page.locator('.pager').getByRole('button', { name: '1 new reply', exact: true }).click();
		await comment(page, id).waitFor();
		assert.ok(page.url().includes(`/c/${id}`));
	});

	it('shows edits, removals and votes in place, and moves nothing', async () => {
		const story = await article();
		const ids = [];
		for (let i = 0; i < 4; i++)
			ids.push(await write(story, `Words of comment ${i}.`));
		const page = await visit(story);
		await following(page);
		const places = () => Promise.all(ids.map(async (id) => (await comment(page, id).boundingBox()).y));
		const before = await places();
		await api('PATCH', `/v1/articles/${story}/comments/${ids[1]}`, { body: 'A much longer text. '.repeat(60), revision: 1 }, writer);
		await comment(page, ids[1]).getByText('A much longer text.').waitFor();
		await api('DELETE', `/v1/articles/${story}/comments/${ids[2]}`, undefined, writer);
		await comment(page, ids[2]).getByText('This comment was removed.').waitFor();
		await page.getByText('3 comments').first().waitFor();
		await api('PUT', `/v1/articles/${story}/comments/${ids[3]}/vote`, { value: 1 }, moderator);
		await comment(page, ids[3]).locator('.votes .up').getByText('1').waitFor();
		assert.match(await comment(page, ids[3]).locator('.votes .up').getAttribute('aria-label'), /: 1$/);
		assert.deepEqual(await places(), before);
		await isStill(page);
	});

	it('lets a comment that came and went leave nothing behind', async () => {
		const story = await article();
		await write(story, 'Something to begin with.');
		const page = await visit(story);
		await following(page);
		const id = await write(story, 'Soon gone.');
		await button(page, '1 new comment').waitFor();
		await api('DELETE', `/v1/articles/${story}/comments/${id}`, undefined, writer);
		await button(page, '1 new comment').waitFor({ state: 'detached' });
		await isStill(page);
	});

	it('does not call a comment of the reader new', async () => {
		const story = await article(), page = await signUp(await person({ javaScriptEnabled: true }), name('hana'));
		await visit(story, { page });
		await following(page);
		await page.locator('#body').fill('My own words.');
		await button(page, 'Post comment').click();
		await page.getByText('My own words.').waitFor();
		const id = await write(story, 'Of somebody else.');
		await button(page, '1 new comment').waitFor();
		await button(page, '1 new comment').click();
		await comment(page, id).waitFor();
		assert.equal(await page.getByText('My own words.').count(), 1);
	});

	it('has one stream for two tabs, and the other tab takes over', async () => {
		const story = await article(), first = await visit(story);
		await following(first);
		const second = await visit(story, { page: await first.context().newPage() });
		await second.getByRole('button', { name: 'Stop showing new comments' }).waitFor();
		await write(story, 'For both tabs.');
		await button(first, '1 new comment').waitFor();
		await button(second, '1 new comment').waitFor();
		assert.equal(await second.evaluate(() => globalThis.streams), 0);
		await first.close();
		await following(second);
		await write(story, 'For the tab that is left.');
		await button(second, '2 new comments').waitFor();
	});

	it('leaves when the tab is hidden, and is told what it missed when it is back', async () => {
		const story = await article(), page = await visit(story);
		await following(page);
		await away(page, true);
		await page.waitForFunction(() => globalThis.stream.readyState === 2);
		await write(story, 'Nobody looked.');
		await page.waitForTimeout(300);
		assert.equal(await page.locator('.answers').getByText('new comment').filter({ hasText: /^\d/ }).count(), 0);
		await away(page, false);
		await button(page, '1 new comment').waitFor();
	});

	it('lets another tab lead while the first one is hidden', async () => {
		const story = await article(), first = await visit(story);
		await following(first);
		const second = await visit(story, { page: await first.context().newPage() });
		await second.getByRole('button', { name: 'Stop showing new comments' }).waitFor();
		await away(first, true);
		await following(second);
	});

	it('stops when the reader says so, in all later pages', async () => {
		const story = await article(), page = await visit(story);
		await following(page);
		await button(page, 'Stop showing new comments').click();
		await button(page, 'Show new comments').waitFor();
		assert.equal(await page.evaluate(() => globalThis.stream.readyState), 2);
		await page.reload();
		await button(page, 'Show new comments').waitFor();
		await page.waitForTimeout(400);
		assert.equal(await page.evaluate(() => globalThis.streams), 0);
		await button(page, 'Show new comments').click();
		await following(page);
	});

	it('goes on after the server has closed the stream', async () => {
		const story = await article(), page = await visit(story);
		await following(page);
		await page.context().setOffline(true);
		await page.evaluate(() => globalThis.stream.close());
		await page.context().setOffline(false);
		await away(page, true);
		await page.waitForTimeout(1200);
		await away(page, false);
		await following(page);
		await write(story, 'After the break.');
		await button(page, '1 new comment').waitFor();
	});

	it('works on the page of one comment and in a frame', async () => {
		const story = await article(), first = await write(story, 'The comment of the page.');
		const page = await visit(story, { path: `/a/${story}/c/${first}` });
		await following(page);
		await write(story, 'Elsewhere in the discussion.');
		const reply = await write(story, 'A reply to the comment.', first);
		await button(page, '1 new comment').waitFor();
		await button(page, '1 new comment').click();
		await comment(page, reply).waitFor();
		const framed = await visit(story, { path: `/embed/${story}` });
		await following(framed);
		await write(story, 'Told in the frame.');
		await button(framed, '1 new comment').waitFor();
		await isStill(framed);
		await button(framed, '1 new comment').click();
		await framed.getByText('Told in the frame.').waitFor();
	});

	it('loads the page again if more is new than the page can take', async () => {
		const story = await article();
		await write(story, 'The beginning.');
		const page = await visit(story);
		await following(page);
		await page.evaluate(() => globalThis.stream.dispatchEvent(new MessageEvent('reset', { data: '{"v":90,"count":7}' })));
		await button(page, '6 new comments').waitFor();
		await isStill(page);
	});

	it('says in the place of the composer that the discussion was closed, and that it is open again', async () => {
		const story = await article(), first = await write(story, 'What everybody wants to answer.');
		const visitor = await visit(story), page = await signUp(await person({ javaScriptEnabled: true }), name('hana'));
		await visit(story, { page });
		await following(page);
		await following(visitor);
		await page.locator('#body').fill('Half a sentence');
		await page.evaluate(() => { globalThis.movers = []; });
		const before = await Promise.all([visitor, page].map((one) => comment(one, first).boundingBox()));
		await set(story, { state: 'closed' });
		await visitor.locator('.entry').getByText('closed').waitFor();
		await page.locator('.entry .buttons').getByText('closed').waitFor();
		assert.equal(await page.locator('#body').inputValue(), 'Half a sentence');
		assert.equal(await page.getByRole('button', { name: 'Post comment' }).count(), 0);
		assert.equal(await comment(visitor, first).getByRole('link', { name: 'Reply' }).isVisible(), false);
		await visitor.screenshot({ path: '../../build/screenshots/live-closed.png' });
		await page.screenshot({ path: '../../build/screenshots/live-closed-writing.png' });
		await set(story, { state: 'open' });
		await visitor.locator('.entry').getByText('Comments are open again.').waitFor();
		assert.deepEqual(await Promise.all([visitor, page].map((one) => comment(one, first).boundingBox())), before);
		await isStill(visitor);
		await isStill(page);
		await page.locator('.entry').getByRole('link', { name: 'Write a comment' }).click();
		await button(page, 'Post comment').waitFor();
		assert.equal(await page.locator('#body').inputValue(), 'Half a sentence');
	});

	it('shows picks in place, and pinned comments on a click', async () => {
		const story = await article(), ids = [await write(story, 'The first word.'), await write(story, 'The second word.')];
		const page = await visit(story);
		await following(page);
		const before = await comment(page, ids[0]).boundingBox(), mark = (marks) => api('PATCH', `/v1/moderation/comments/${ids[1]}`, marks, moderator);
		await mark({ featured: true, pinned: true });
		await comment(page, ids[1]).getByText('Picked by the editors').waitFor();
		await button(page, 'Pinned comments changed').waitFor();
		assert.deepEqual(await comment(page, ids[0]).boundingBox(), before);
		await isStill(page);
		await button(page, 'Pinned comments changed').click();
		await page.locator('.pinned').getByText('The second word.').waitFor();
		await mark({ featured: false });
		await comment(page, ids[1]).getByText('Picked by the editors').waitFor({ state: 'detached' });
	});

	it('says that the discussion was hidden or merged, and asks no more', async () => {
		const hidden = await article(), old = await article(), story = await article();
		await write(hidden, 'Soon hidden.');
		await write(old, 'Soon elsewhere.');
		const page = await visit(hidden), moved = await visit(old);
		await following(page);
		await following(moved);
		await set(hidden, { state: 'hidden' });
		await page.locator('.entry').getByText('This discussion is no longer here.').waitFor();
		assert.equal(await page.evaluate(() => globalThis.stream.readyState), 2);
		await isStill(page);
		execFileSync(process.env.MADANG_BINARY, ['article', 'merge', story, old, '-c', process.env.MADANG_CONFIG],
			{ env: { ...process.env, MADANG_DATABASE_OWNER_URL: process.env.MADANG_DATABASE_URL } });
		await moved.getByRole('link', { name: 'It continues on another page.' }).click();
		await moved.getByText('Soon elsewhere.').waitFor();
		assert.ok(moved.url().includes(story));
	});

	it('has no stream for a discussion that has not moved for long', async () => {
		const story = await article();
		await write(story, 'An old word.');
		const page = await person({ javaScriptEnabled: true, viewport: WIDE });
		await page.clock.install({ time: Date.now() + 30 * 86_400_000 });
		await visit(story, { page });
		await page.clock.runFor(2000);
		await page.getByRole('button', { name: 'Stop showing new comments' }).waitFor();
		assert.equal(await page.evaluate(() => globalThis.streams), 0);
	});
});
