// SPDX-License-Identifier: Apache-2.0
// Goal: a morning of 400 cases takes one key for an approval, two for a rejection, at most 40 besides, and no page load.
//
// when: all
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { api, article, close, name, open, PASSWORD, person, server, signIn, signUp, skip, token } from './support.mjs';
import { keep, work } from './desk_work.mjs';

const CASES = 400;

describe('a morning at the desk', { skip }, () => {
	before(open);
	after(close);

	it('decides 400 cases by keys', async () => {
		const author = name('marta'), story = await article('premoderated', 'The bridge that was never built'), ids = [];
		await signUp(await person(), author);
		const writer = await token({ username: author, password: PASSWORD }), boss = await token(server.accounts.admin);
		for (let i = 0; i < CASES; i++)
			ids.push((await api('POST', `/v1/articles/${story}/comments`, { body: `Case ${i} of the morning.` }, writer)).comment.id);
		const lee = await signIn(await person({ javaScriptEnabled: true, viewport: { width: 1366, height: 657 } }), server.accounts.moderator);
		await lee.goto(`/desk?view=held&article=${story}`);
		await lee.locator('.case.full').waitFor();

		const record = await work(lee, CASES, { rejects: (i) => i % 8 === 3, undoes: (i) => i % 40 === 20 });
		await lee.locator('.empty-pane').waitFor();
		await lee.locator('.toast', { hasText: 'Approved.' }).waitFor();
		keep('desk-morning-400', record);
		assert.deepEqual(record.decisions, { approve: 350, reject: 50 });
		assert.ok(record.besides <= 40, `${record.besides} keys besides the decisions`);
		assert.equal(record.requests.page ?? 0, 0);
		const states = await Promise.all(ids.map(async (id) => (await api('GET', `/v1/moderation/cases/${id}`, null, boss)).comment.state));
		assert.equal(states.filter((state) => state === 'published').length, 350);
		assert.equal(states.filter((state) => state === 'rejected').length, 50);
	});
});
