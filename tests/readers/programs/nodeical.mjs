// node-ical: prints the entries of the file named last.
import { createRequire } from "node:module";

const require = createRequire(`${process.argv[2]}/`);
const ical = require("node-ical");

const found = ical.sync.parseFile(process.argv[3]);
const method = found.vcalendar?.method ?? null;
const entries = Object.values(found)
  .filter((each) => each.type === "VEVENT")
  .map((each) => {
    const isDay = each.datetype === "date";
    // Days come as midnight in the zone of the machine.
    const day = (at) => [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const moment = (at) => (at ? (isDay ? day(at) : at.toISOString().slice(0, 19) + "Z") : null);
    const text = (value) => (value && typeof value === "object" ? value.val : (value ?? ""));
    return {
      uid: each.uid,
      title: text(each.summary),
      start: moment(each.start),
      end: moment(each.end),
      all_day: isDay,
      status: each.status ?? null,
      place: text(each.location),
      sequence: Number(each.sequence ?? 0),
      method: each.method ?? method,
    };
  });
console.log(JSON.stringify(entries));
