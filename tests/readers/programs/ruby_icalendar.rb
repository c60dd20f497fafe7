# The icalendar gem: prints the entries of the file named last.
require "icalendar"
require "json"

def moment(value)
  return value.strftime("%Y-%m-%d") if value.is_a?(Icalendar::Values::Date)
  value.to_time.utc.strftime("%Y-%m-%dT%H:%M:%SZ")
end

entries = File.open(ARGV[1], "r:utf-8") do |file|
  Icalendar::Calendar.parse(file).flat_map do |calendar|
    calendar.events.map do |event|
      {
        uid: event.uid.to_s,
        title: event.summary.to_s,
        start: moment(event.dtstart),
        end: moment(event.dtend),
        all_day: event.dtstart.is_a?(Icalendar::Values::Date),
        status: event.status.to_s,
        place: event.location.to_s,
        sequence: event.sequence.to_i,
        method: calendar.ip_method.to_s,
      }
    end
  end
end
puts JSON.generate(entries)
