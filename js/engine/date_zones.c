/* js/engine/date_zones.c - the zone of the system, and what zones are called
 * in English.  Duktape asks for offsets here (edit 294-local-time). */
#include "date_zones.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Names in winter and, behind the bar, in summer; the zones they belong to,
 * with a space before and behind each. */
static const struct {
  const char *names;
  const char *zones;
} zone_names[] = {
    {"Acre Standard Time",
     " America/Eirunepe America/Rio_Branco "},
    {"Afghanistan Time",
     " Asia/Kabul "},
    {"Alaska Standard Time|Alaska Daylight Time",
     " America/Anchorage America/Juneau America/Metlakatla America/Nome"
     " America/Sitka America/Yakutat US/Alaska "},
    {"Amazon Standard Time",
     " America/Boa_Vista America/Campo_Grande America/Cuiaba"
     " America/Manaus America/Porto_Velho "},
    {"American Samoa Standard Time",
     " Pacific/Midway Pacific/Pago_Pago "},
    {"Arabian Standard Time",
     " Asia/Aden Asia/Baghdad Asia/Bahrain Asia/Kuwait Asia/Qatar"
     " Asia/Riyadh "},
    {"Argentina Standard Time",
     " America/Argentina/La_Rioja America/Argentina/Rio_Gallegos"
     " America/Argentina/Salta America/Argentina/San_Juan"
     " America/Argentina/San_Luis America/Argentina/Tucuman"
     " America/Argentina/Ushuaia America/Buenos_Aires America/Catamarca"
     " America/Cordoba America/Jujuy America/Mendoza"
     " America/Argentina/Buenos_Aires "},
    {"Armenia Standard Time",
     " Asia/Yerevan "},
    {"Atlantic Standard Time",
     " America/Anguilla America/Antigua America/Aruba America/Barbados"
     " America/Blanc-Sablon America/Curacao America/Dominica"
     " America/Grenada America/Guadeloupe America/Kralendijk"
     " America/Lower_Princes America/Marigot America/Martinique"
     " America/Montserrat America/Port_of_Spain America/Puerto_Rico"
     " America/Santo_Domingo America/St_Barthelemy America/St_Kitts"
     " America/St_Lucia America/St_Thomas America/St_Vincent"
     " America/Tortola "},
    {"Atlantic Standard Time|Atlantic Daylight Time",
     " America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton"
     " America/Thule Atlantic/Bermuda "},
    {"Australian Central Standard Time",
     " Australia/Darwin "},
    {"Australian Central Standard Time|Australian Central Daylight Time",
     " Australia/Adelaide Australia/Broken_Hill "},
    {"Australian Central Western Standard Time",
     " Australia/Eucla "},
    {"Australian Eastern Standard Time",
     " Australia/Brisbane Australia/Lindeman "},
    {"Australian Eastern Standard Time|Australian Eastern Daylight Time",
     " Antarctica/Macquarie Australia/Hobart Australia/Melbourne"
     " Australia/Sydney Australia/ACT Australia/NSW "},
    {"Australian Western Standard Time",
     " Australia/Perth "},
    {"Azerbaijan Standard Time",
     " Asia/Baku "},
    {"Azores Standard Time|Azores Summer Time",
     " Atlantic/Azores "},
    {"Bangladesh Standard Time",
     " Asia/Dhaka "},
    {"Bhutan Time",
     " Asia/Thimphu "},
    {"Bolivia Time",
     " America/La_Paz "},
    {"Brasilia Standard Time",
     " America/Araguaina America/Bahia America/Belem America/Fortaleza"
     " America/Maceio America/Recife America/Santarem America/Sao_Paulo "},
    {"Brunei Time",
     " Asia/Brunei "},
    {"Cape Verde Standard Time",
     " Atlantic/Cape_Verde "},
    {"Casey Time|Australian Western Standard Time",
     " Antarctica/Casey "},
    {"Central Africa Time",
     " Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare"
     " Africa/Juba Africa/Khartoum Africa/Kigali Africa/Lubumbashi"
     " Africa/Lusaka Africa/Maputo Africa/Windhoek "},
    {"Central European Standard Time",
     " Africa/Algiers Africa/Tunis "},
    {"Central European Standard Time|Central European Summer Time",
     " Africa/Ceuta Arctic/Longyearbyen Europe/Amsterdam Europe/Andorra"
     " Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels"
     " Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar"
     " Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta"
     " Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica"
     " Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo"
     " Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz"
     " Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb"
     " Europe/Zurich "},
    {"Central Indonesia Time",
     " Asia/Makassar "},
    {"Central Standard Time",
     " America/Bahia_Banderas America/Belize America/Chihuahua"
     " America/Costa_Rica America/El_Salvador America/Guatemala"
     " America/Managua America/Merida America/Mexico_City"
     " America/Monterrey America/Regina America/Swift_Current"
     " America/Tegucigalpa "},
    {"Central Standard Time|Central Daylight Time",
     " America/Chicago America/Indiana/Knox America/Indiana/Tell_City"
     " America/Matamoros America/Menominee America/North_Dakota/Beulah"
     " America/North_Dakota/Center America/North_Dakota/New_Salem"
     " America/Ojinaga America/Rankin_Inlet America/Resolute"
     " America/Winnipeg CST6CDT US/Central "},
    {"Chamorro Standard Time",
     " Pacific/Guam Pacific/Saipan "},
    {"Chatham Standard Time|Chatham Daylight Time",
     " Pacific/Chatham "},
    {"Chile Standard Time|Chile Summer Time",
     " America/Coyhaique America/Santiago "},
    {"China Standard Time",
     " Asia/Macau Asia/Shanghai "},
    {"Christmas Island Time",
     " Indian/Christmas "},
    {"Chuuk Time",
     " Pacific/Truk "},
    {"Cocos Islands Time",
     " Indian/Cocos "},
    {"Colombia Standard Time",
     " America/Bogota "},
    {"Cook Islands Standard Time",
     " Pacific/Rarotonga "},
    {"Coordinated Universal Time",
     " UTC Etc/UTC Etc/GMT GMT "},
    {"Cuba Standard Time|Cuba Daylight Time",
     " America/Havana "},
    {"Davis Time",
     " Antarctica/Davis "},
    {"Dumont d’Urville Time",
     " Antarctica/DumontDUrville "},
    {"East Africa Time",
     " Africa/Addis_Ababa Africa/Asmera Africa/Dar_es_Salaam"
     " Africa/Djibouti Africa/Kampala Africa/Mogadishu Africa/Nairobi"
     " Indian/Antananarivo Indian/Comoro Indian/Mayotte "},
    {"East Greenland Standard Time|East Greenland Summer Time",
     " America/Scoresbysund "},
    {"East Kazakhstan Time",
     " Asia/Almaty Asia/Qostanay "},
    {"Easter Island Standard Time|Easter Island Summer Time",
     " Pacific/Easter "},
    {"Eastern European Standard Time",
     " Africa/Tripoli Europe/Kaliningrad "},
    {"Eastern European Standard Time|Eastern European Summer Time",
     " Africa/Cairo Asia/Beirut Asia/Famagusta Asia/Gaza Asia/Hebron"
     " Asia/Nicosia Europe/Athens Europe/Bucharest Europe/Chisinau"
     " Europe/Helsinki Europe/Kiev Europe/Mariehamn Europe/Riga"
     " Europe/Sofia Europe/Tallinn Europe/Vilnius Europe/Kyiv"
     " Europe/Nicosia "},
    {"Eastern Indonesia Time",
     " Asia/Jayapura "},
    {"Eastern Standard Time",
     " America/Cancun America/Cayman America/Coral_Harbour America/Jamaica"
     " America/Panama "},
    {"Eastern Standard Time|Eastern Daylight Time",
     " America/Detroit America/Grand_Turk America/Indiana/Marengo"
     " America/Indiana/Petersburg America/Indiana/Vevay"
     " America/Indiana/Vincennes America/Indiana/Winamac"
     " America/Indianapolis America/Iqaluit America/Kentucky/Monticello"
     " America/Louisville America/Nassau America/New_York"
     " America/Port-au-Prince America/Toronto EST5EDT US/Eastern "},
    {"Ecuador Time",
     " America/Guayaquil "},
    {"Falkland Islands Standard Time",
     " Atlantic/Stanley "},
    {"Fernando de Noronha Standard Time",
     " America/Noronha "},
    {"Fiji Standard Time",
     " Pacific/Fiji "},
    {"French Guiana Time",
     " America/Cayenne "},
    {"French Southern & Antarctic Time",
     " Indian/Kerguelen "},
    {"Galapagos Time",
     " Pacific/Galapagos "},
    {"Gambier Time",
     " Pacific/Gambier "},
    {"Georgia Standard Time",
     " Asia/Tbilisi "},
    {"Gilbert Islands Time",
     " Pacific/Tarawa "},
    {"Greenwich Mean Time",
     " Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul"
     " Africa/Bissau Africa/Conakry Africa/Dakar Africa/Freetown"
     " Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou"
     " Africa/Sao_Tome America/Danmarkshavn Atlantic/Reykjavik"
     " Atlantic/St_Helena "},
    {"Greenwich Mean Time|British Summer Time",
     " Europe/London GB "},
    {"Greenwich Mean Time|Irish Standard Time",
     " Europe/Dublin "},
    {"Gulf Standard Time",
     " Asia/Dubai Asia/Muscat "},
    {"Guyana Time",
     " America/Guyana "},
    {"Hawaii-Aleutian Standard Time",
     " Pacific/Honolulu US/Hawaii "},
    {"Hawaii-Aleutian Standard Time|Hawaii-Aleutian Daylight Time",
     " America/Adak "},
    {"Hong Kong Standard Time",
     " Asia/Hong_Kong "},
    {"India Standard Time",
     " Asia/Calcutta Asia/Colombo Asia/Kolkata "},
    {"Indian Ocean Time",
     " Indian/Chagos "},
    {"Indochina Time",
     " Asia/Bangkok Asia/Phnom_Penh Asia/Saigon Asia/Vientiane"
     " Asia/Ho_Chi_Minh "},
    {"Iran Standard Time",
     " Asia/Tehran "},
    {"Irkutsk Standard Time",
     " Asia/Irkutsk "},
    {"Israel Standard Time|Israel Daylight Time",
     " Asia/Jerusalem "},
    {"Japan Standard Time",
     " Asia/Tokyo Japan "},
    {"Kamchatka Standard Time",
     " Asia/Anadyr Asia/Kamchatka "},
    {"Khovd Standard Time",
     " Asia/Hovd "},
    {"Korean Standard Time",
     " Asia/Pyongyang Asia/Seoul "},
    {"Kosrae Time",
     " Pacific/Kosrae "},
    {"Krasnoyarsk Standard Time",
     " Asia/Barnaul Asia/Krasnoyarsk Asia/Novokuznetsk Asia/Novosibirsk"
     " Asia/Tomsk "},
    {"Kyrgyzstan Time",
     " Asia/Bishkek "},
    {"Line Islands Time",
     " Pacific/Kiritimati "},
    {"Lord Howe Standard Time|Lord Howe Daylight Time",
     " Australia/Lord_Howe "},
    {"Magadan Standard Time",
     " Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk "},
    {"Malaysia Time",
     " Asia/Kuala_Lumpur Asia/Kuching "},
    {"Maldives Time",
     " Indian/Maldives "},
    {"Marquesas Time",
     " Pacific/Marquesas "},
    {"Marshall Islands Time",
     " Pacific/Kwajalein Pacific/Majuro "},
    {"Mauritius Standard Time",
     " Indian/Mauritius "},
    {"Mawson Time",
     " Antarctica/Mawson "},
    {"Mexican Pacific Standard Time",
     " America/Hermosillo America/Mazatlan "},
    {"Moscow Standard Time",
     " Europe/Kirov Europe/Minsk Europe/Moscow Europe/Simferopol"
     " Europe/Volgograd "},
    {"Mountain Standard Time",
     " America/Creston America/Dawson_Creek America/Fort_Nelson"
     " America/Phoenix "},
    {"Mountain Standard Time|Mountain Daylight Time",
     " America/Boise America/Cambridge_Bay America/Ciudad_Juarez"
     " America/Denver America/Edmonton America/Inuvik MST7MDT US/Mountain "},
    {"Myanmar Time",
     " Asia/Rangoon Asia/Yangon "},
    {"Nauru Time",
     " Pacific/Nauru "},
    {"Nepal Time",
     " Asia/Katmandu Asia/Kathmandu "},
    {"New Caledonia Standard Time",
     " Pacific/Noumea "},
    {"New Zealand Standard Time|New Zealand Daylight Time",
     " Antarctica/McMurdo Pacific/Auckland "},
    {"Newfoundland Standard Time|Newfoundland Daylight Time",
     " America/St_Johns "},
    {"Niue Time",
     " Pacific/Niue "},
    {"Norfolk Island Standard Time|Norfolk Island Daylight Time",
     " Pacific/Norfolk "},
    {"Omsk Standard Time",
     " Asia/Omsk "},
    {"Pacific Standard Time|Pacific Daylight Time",
     " America/Los_Angeles America/Tijuana America/Vancouver PST8PDT"
     " US/Pacific "},
    {"Pakistan Standard Time",
     " Asia/Karachi "},
    {"Palau Time",
     " Pacific/Palau "},
    {"Papua New Guinea Time",
     " Pacific/Port_Moresby "},
    {"Paraguay Standard Time|Paraguay Summer Time",
     " America/Asuncion "},
    {"Peru Standard Time",
     " America/Lima "},
    {"Philippine Standard Time",
     " Asia/Manila "},
    {"Phoenix Islands Time",
     " Pacific/Enderbury "},
    {"Pitcairn Time",
     " Pacific/Pitcairn "},
    {"Pohnpei Time",
     " Pacific/Ponape "},
    {"Rothera Time",
     " Antarctica/Rothera "},
    {"Réunion Time",
     " Indian/Reunion "},
    {"Samara Standard Time",
     " Europe/Astrakhan Europe/Samara Europe/Saratov Europe/Ulyanovsk "},
    {"Samoa Standard Time",
     " Pacific/Apia "},
    {"Seychelles Time",
     " Indian/Mahe "},
    {"Singapore Standard Time",
     " Asia/Singapore Singapore "},
    {"Solomon Islands Time",
     " Pacific/Guadalcanal "},
    {"South Africa Standard Time",
     " Africa/Johannesburg Africa/Maseru Africa/Mbabane "},
    {"South Georgia Time",
     " Atlantic/South_Georgia "},
    {"St. Pierre & Miquelon Standard Time|St. Pierre & Miquelon Daylight Time",
     " America/Miquelon "},
    {"Suriname Time",
     " America/Paramaribo "},
    {"Syowa Time",
     " Antarctica/Syowa "},
    {"Tahiti Time",
     " Pacific/Tahiti "},
    {"Taiwan Standard Time",
     " Asia/Taipei "},
    {"Tajikistan Time",
     " Asia/Dushanbe "},
    {"Timor-Leste Time",
     " Asia/Dili "},
    {"Tokelau Time",
     " Pacific/Fakaofo "},
    {"Tonga Standard Time",
     " Pacific/Tongatapu "},
    {"Turkmenistan Standard Time",
     " Asia/Ashgabat "},
    {"Tuvalu Time",
     " Pacific/Funafuti "},
    {"Türkiye Standard Time",
     " Europe/Istanbul "},
    {"Ulaanbaatar Standard Time",
     " Asia/Ulaanbaatar "},
    {"Uruguay Standard Time",
     " America/Montevideo "},
    {"Uzbekistan Standard Time",
     " Asia/Samarkand Asia/Tashkent "},
    {"Vanuatu Standard Time",
     " Pacific/Efate "},
    {"Venezuela Time",
     " America/Caracas "},
    {"Vladivostok Standard Time",
     " Asia/Ust-Nera Asia/Vladivostok "},
    {"Vostok Time",
     " Antarctica/Vostok "},
    {"Wake Island Time",
     " Pacific/Wake "},
    {"Wallis & Futuna Time",
     " Pacific/Wallis "},
    {"West Africa Time",
     " Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa"
     " Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo"
     " Africa/Ndjamena Africa/Niamey Africa/Porto-Novo "},
    {"West Greenland Standard Time",
     " America/Godthab "},
    {"West Kazakhstan Time",
     " Asia/Aqtau Asia/Aqtobe Asia/Atyrau Asia/Oral Asia/Qyzylorda "},
    {"Western European Standard Time|Western European Summer Time",
     " Atlantic/Canary Atlantic/Faeroe Atlantic/Madeira Europe/Lisbon "},
    {"Western Indonesia Time",
     " Asia/Jakarta Asia/Pontianak "},
    {"Yakutsk Standard Time",
     " Asia/Chita Asia/Khandyga Asia/Yakutsk "},
    {"Yekaterinburg Standard Time",
     " Asia/Yekaterinburg "},
    {"Yukon Time",
     " America/Dawson America/Whitehorse "}};

static size_t zone_find(const char *id) {
  size_t size = strlen(id), i;

  for (i = 0; i < sizeof(zone_names) / sizeof(zone_names[0]); i++) {
    const char *at = zone_names[i].zones;

    while (size > 0 && (at = strstr(at, id)) != NULL) {
      if (at[-1] == ' ' && at[size] == ' ')
        return i;
      at += size;
    }
  }
  return SIZE_MAX;
}

bool drupe__zone_name(const char *id, bool summer, char *out, size_t room) {
  size_t i = zone_find(id);
  const char *names, *bar;

  if (i == SIZE_MAX)
    return false;
  names = zone_names[i].names;
  bar = strchr(names, '|');
  if (bar == NULL)
    snprintf(out, room, "%s", names);
  else if (summer)
    snprintf(out, room, "%s", bar + 1);
  else
    snprintf(out, room, "%.*s", (int)(bar - names), names);
  return true;
}

const char *drupe__zone_list(size_t i) {
  return i < sizeof(zone_names) / sizeof(zone_names[0]) ? zone_names[i].zones
                                                        : NULL;
}

/* TZ, or where /etc/localtime points to. */
void drupe__zone_id(char *out, size_t room) {
  const char *zone = getenv("TZ");
  char target[256];
  ssize_t size;

  if (zone != NULL && *zone == ':')
    zone++;
  if (zone == NULL) {
    size = readlink("/etc/localtime", target, sizeof(target) - 1);
    target[size < 0 ? 0 : size] = '\0';
    zone = strstr(target, "zoneinfo/");
    zone = zone == NULL ? "UTC" : zone + sizeof("zoneinfo/") - 1;
  }
  if (*zone == '\0' || strcmp(zone, "Etc/UTC") == 0 ||
      strcmp(zone, "Etc/UCT") == 0 || strcmp(zone, "Zulu") == 0)
    zone = "UTC";
  snprintf(out, room, "%s", zone);
}

/* -- offsets --------------------------------------------------------------- */
static bool zone_local(double ms, struct tm *out) {
  time_t seconds = (time_t)floor(ms / 1000);

  if (getenv("TZ") != NULL)
    tzset(); /* a script may have changed it */
  return localtime_r(&seconds, out) != NULL;
}

static int zone_offset(double ms) {
  struct tm local;

  return zone_local(ms, &local) ? (int)local.tm_gmtoff : 0;
}

/* Days that were asked about, by their last bits.  A day asked for again is
 * looked at at both ends: where they are alike, all of it is. */
enum { ZONE_DAYS = 64, ZONE_TEXT = 64 };
typedef struct zone_day {
  double day;
  int offset;
  enum { ZONE_NONE, ZONE_SEEN, ZONE_EVEN, ZONE_UNEVEN } state;
} zone_day;

static _Thread_local struct {
  char zone[ZONE_TEXT]; /* TZ when they were asked about */
  zone_day days[ZONE_DAYS];
} zone_cache;

/* A script may have changed TZ. */
static void zone_cache_check(void) {
  const char *zone = getenv("TZ");

  if (zone == NULL)
    zone = "";
  if (strcmp(zone, zone_cache.zone) == 0)
    return;
  memset(&zone_cache, 0, sizeof(zone_cache));
  if (strlen(zone) >= ZONE_TEXT)
    zone = "\n"; /* none is called so: nothing is kept */
  memcpy(zone_cache.zone, zone, strlen(zone));
}

int drupe__date_offset(double ms) {
  double day = floor(ms / 864e5);
  zone_day *known;

  if (!isfinite(ms) || fabs(ms) > 8.65e15)
    return 0;
  zone_cache_check();
  known = &zone_cache.days[(int64_t)day & (ZONE_DAYS - 1)];
  if (known->state == ZONE_NONE || known->day != day) {
    *known = (zone_day){day, zone_offset(ms), ZONE_SEEN};
    return known->offset;
  }
  if (known->state == ZONE_SEEN)
    known->state = zone_offset(day * 864e5) == known->offset &&
                           zone_offset((day + 1) * 864e5 - 1) == known->offset
                       ? ZONE_EVEN
                       : ZONE_UNEVEN;
  return known->state == ZONE_EVEN ? known->offset : zone_offset(ms);
}

/* The same day of a year from 2008 to 2037 that begins on the same weekday and
 * is as long: V8 asks for the name at such a time outside the 31 bits. */
static double zone_equivalent(double ms) {
  time_t seconds = (time_t)floor(ms / 1000);
  struct tm utc;
  int year, first, leap, like;

  if ((ms >= 0 && ms <= 2147483647e3) || gmtime_r(&seconds, &utc) == NULL)
    return ms;
  year = utc.tm_year + 1900;
  first = ((utc.tm_wday - utc.tm_yday) % 7 + 7) % 7;
  leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  like = (leap ? 1956 : 1967) + first * 12 % 28;
  utc.tm_year = 2008 + (like + 3 * 28 - 2008) % 28 - 1900;
  return (double)timegm(&utc) * 1e3;
}

bool drupe__date_summer(double ms) {
  struct tm local;

  if (!isfinite(ms) || !zone_local(zone_equivalent(ms), &local))
    return false;
  /* Ireland's standard time is its summer's; it goes back for the winter. */
  if (local.tm_zone != NULL && strcmp(local.tm_zone, "IST") == 0 &&
      local.tm_gmtoff == 3600)
    return true;
  return local.tm_isdst > 0 && local.tm_gmtoff != 0;
}

/* A time that comes twice is the first one; one that is left out counts as if
 * the clocks had not been put forward (21.4.1.26). */
int drupe__date_offset_of_local(double ms) {
  int before = drupe__date_offset(ms - 864e5);
  int after = drupe__date_offset(ms + 864e5);

  if (before != after && drupe__date_offset(ms - before * 1e3) != before &&
      drupe__date_offset(ms - after * 1e3) == after)
    return after;
  return before;
}
