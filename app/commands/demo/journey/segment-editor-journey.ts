import type { FrameLocator, Page } from 'playwright-core';
import type { HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import type { Demo } from '../start-demo.ts';
import { openPage } from './shopper-journey.ts';

/** What a merchant saw while making a segment, once as rows and once as text. */
export interface SegmentEditorJourney {
  /** The text after a condition was chosen and its number changed in the rows. */
  readonly textOfRows: string;
  /** The rows after a second condition was typed, with completion, as text. */
  readonly rowsOfText: readonly string[];
  /** What is said of a typing mistake, and what is offered to write instead. */
  readonly mistake: string;
  readonly correction: string;
  /** The text once it is corrected, and after one undo of that. */
  readonly corrected: string;
  readonly undone: string;
  readonly preview: string;
  readonly reason: string;
  /** The row of the new segment in the list. */
  readonly listed: string;
}

/** Makes a segment in the rows, goes on in the text, corrects a mistake, asks why somebody is in, saves, and finds it in the list. */
export async function walkSegmentEditor(
  browser: HeadlessBrowser,
  demo: Demo,
  shotsDir: string,
): Promise<SegmentEditorJourney> {
  const page = await openPage(browser);
  await page.goto(`${demo.sandboxUrl}/store/attune-demo/apps/attune/app/segments/new`);
  const editor = page.frameLocator('iframe').first();
  const text = editor.getByRole('textbox', { name: 'Rule' });

  await editor.getByRole('textbox', { name: 'Name' }).fill('Buy often, at home');
  await editor.getByRole('button', { name: 'Add a condition' }).click();
  await editor.getByText('purchases.count', { exact: true }).last().click();
  await editor.getByRole('textbox', { name: 'Number of purchases' }).fill('3');
  const textOfRows = await text.innerText();

  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' AND customer.cou');
  await editor.getByRole('option', { name: 'customer.country' }).waitFor();
  // A list that has only just opened does not take the key: it may have been meant for the text.
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.keyboard.type('= "GB"');
  await editor.locator('.builder-row').nth(1).waitFor();
  const rowsOfText = await rowsOf(editor);

  await page.keyboard.type(' AND loyalty.teir = "Gold"');
  const correct = editor.getByRole('button', { name: 'Write loyalty.tier' });
  await correct.waitFor();
  const mistake = (await editor.locator('.rule-problem').first().innerText()).split('\n')[0] ?? '';
  const correction = await correct.innerText();
  await correct.click();
  await editor.locator('.builder-row').nth(2).waitFor();
  const corrected = await text.innerText();
  await editor.getByRole('button', { name: 'Undo' }).click();
  const undone = await text.innerText();
  await editor.getByRole('button', { name: 'Redo' }).click();

  const why = editor.getByRole('button', { name: /^Why Customer/ }).first();
  await why.waitFor();
  const preview = await editor
    .getByText(/ of [\d,]+ shoppers/)
    .first()
    .innerText();
  await why.click();
  await editor.locator('.clause').first().waitFor();
  const reason = (await editor.locator('.clause').first().innerText()).replaceAll('\n', ' · ');
  await page.screenshot({ path: `${shotsDir}/admin-segment.png` });

  const listed = await saveAndFind(page, demo, editor);
  await page.context().close();
  return { textOfRows, rowsOfText, mistake, correction, corrected, undone, preview, reason, listed };
}

async function saveAndFind(page: Page, demo: Demo, editor: FrameLocator): Promise<string> {
  await editor.getByRole('button', { name: 'Save' }).first().click();
  await editor.getByRole('button', { name: 'Delete' }).waitFor();
  await page.goto(`${demo.sandboxUrl}/store/attune-demo/apps/attune/app/segments`);
  const row = page
    .frameLocator('iframe')
    .first()
    .getByRole('row', { name: /Buy often, at home/ });
  await row.waitFor();
  return (await row.innerText()).replace(/\s+/g, ' ');
}

/** Each row as the condition that it stands for. */
async function rowsOf(editor: FrameLocator): Promise<readonly string[]> {
  const rows = await editor.locator('.builder-row').all();
  return await Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
}
