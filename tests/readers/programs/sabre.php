<?php
// sabre/vobject, the parser of Nextcloud: prints the entries of the file named last.
error_reporting(E_ALL & ~E_DEPRECATED);
require_once 'Sabre/VObject/autoload.php';

function moment($property) {
    $at = $property->getDateTime();
    if (!$property->hasTime()) {
        return $at->format('Y-m-d');
    }
    $at = clone $at;
    $at->setTimezone(new DateTimeZone('UTC'));
    return $at->format('Y-m-d\TH:i:s\Z');
}

$calendar = Sabre\VObject\Reader::read(file_get_contents($argv[2]));
$entries = [];
foreach ($calendar->VEVENT ?? [] as $event) {
    $entries[] = [
        'uid' => (string) $event->UID,
        'title' => (string) $event->SUMMARY,
        'start' => moment($event->DTSTART),
        'end' => moment($event->DTEND),
        'all_day' => !$event->DTSTART->hasTime(),
        'status' => (string) $event->STATUS,
        'place' => (string) $event->LOCATION,
        'sequence' => (int) (string) $event->SEQUENCE,
        'method' => (string) $calendar->METHOD,
    ];
}
echo json_encode($entries);
