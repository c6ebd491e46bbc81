import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Place } from '../src/lib/place';

const WINDOW = 100;

interface FakeRow { height: number; isConnected: boolean }

/** A list as tall as its rows in a window of 100 pixels, as far as a place looks at it. */
class List {
  scrollTop = 0;
  constructor(readonly rows: FakeRow[]) {}

  get scrollHeight(): number {
    return this.rows.reduce((sum, row) => sum + row.height, 0);
  }

  topOf(row: FakeRow): number {
    return this.rows.slice(0, this.rows.indexOf(row)).reduce((sum, one) => sum + one.height, 0) - this.scrollTop;
  }

  scroller(): HTMLElement {
    const list = this;
    const elements = this.rows.map((row) => ({
      get isConnected() { return row.isConnected; },
      getBoundingClientRect: () => ({ top: list.topOf(row), bottom: list.topOf(row) + row.height }),
    }));
    return {
      get scrollHeight() { return list.scrollHeight; },
      get clientHeight() { return WINDOW; },
      get scrollTop() { return list.scrollTop; },
      set scrollTop(value: number) { list.scrollTop = Math.min(value, list.scrollHeight - WINDOW); },
      getBoundingClientRect: () => ({ top: 0 }),
      querySelectorAll: () => elements,
    } as unknown as HTMLElement;
  }
}

const rows = (count: number): FakeRow[] => Array.from({ length: count }, () => ({ height: 40, isConnected: true }));

function at(scrollTop: number, atEnd = false) {
  const list = new List(rows(20));
  const place = new Place(list.scroller());
  list.scrollTop = scrollTop;
  place.hold(atEnd);
  return { list, place };
}

test('the row at the top stays in its place when rows come before it', () => {
  const { list, place } = at(410);
  const top = list.rows[10]!;
  list.rows.unshift(...rows(5));
  place.restore();
  assert.equal(list.topOf(top), -10);
});

test('the row at the top stays in its place when one above it grows', () => {
  const { list, place } = at(410);
  list.rows[3]!.height = 300;
  place.restore();
  assert.equal(list.topOf(list.rows[10]!), -10);
});

test('what comes below moves nothing', () => {
  const { list, place } = at(410);
  list.rows.push(...rows(5));
  place.restore();
  assert.equal(list.scrollTop, 410);
});

test('the end of the list stays the end', () => {
  const { list, place } = at(700, true);
  list.rows.push(...rows(5));
  place.restore();
  assert.equal(list.scrollTop, list.scrollHeight - WINDOW);
});

test('a scroll since then is not undone when rows come before it', () => {
  const { list, place } = at(410);
  const top = list.rows[10]!;
  list.scrollTop -= 100;
  list.rows.unshift(...rows(5));
  place.restore();
  assert.equal(list.topOf(top), 90);
});

test('a list that became shorter than its position is not scrolled twice', () => {
  const { list, place } = at(700);
  const top = list.rows[17]!;
  list.rows.splice(0, 5);
  list.scrollTop = list.scrollHeight - WINDOW; // As the browser does.
  place.restore();
  assert.equal(list.topOf(top), -20);
});

test('a row that is gone holds nothing', () => {
  const { list, place } = at(410);
  list.rows[10]!.isConnected = false;
  list.rows[3]!.height = 300;
  place.restore();
  assert.equal(list.scrollTop, 410);
});
