// Prints a year's days, one a line, with whether they are worked. A second opinion for our own files.
import { readFile } from 'node:fs/promises';
import HolidayCalendar from 'holiday-calendar';

const data = new URL('./node_modules/holiday-calendar/data/', import.meta.url);
const calendar = new HolidayCalendar({
  dataLoader: async (path) => JSON.parse(await readFile(new URL(path, data), 'utf8')),
});
const year = Number(process.argv[2]);
for (const day = new Date(Date.UTC(year, 0, 1)); day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
  const date = day.toISOString().slice(0, 10);
  console.log(date, await calendar.isWorkday('CN', date));
}
