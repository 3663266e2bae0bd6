# Registers and boundaries, changed from files.

registers = Registers
registers-how = Registers only grow: a code that was ever in one stays. An administrator changes them from tables, here or on the command line (sixfold register).
registers-change = Change: { $it }
registers-get = Take the table (CSV): { $it }
n-entries = { $n ->
    [one] { $number } entry
   *[other] { $number } entries
 }
register-change = Change the register
register-how = Take the table, edit it in a spreadsheet, save it as CSV (UTF-8), and choose it here. What it would change is shown before anything is stored.
register-grows = The file is the whole table as it shall be. No code may be missing, since records name it: end a party with valid_to. An area keeps its level and its parent: a moved area is a new code.
register-get = Take the table (CSV)
register-file = The table (CSV, at most 4 MiB)
register-try = Show what it would change
register-none-chosen = Choose a file first.
register-not-text = The file is not text in UTF-8. Save it from the spreadsheet as “CSV UTF-8” and choose it again.
register-preview = What the table would change
register-nothing-stored = Nothing is stored yet. Read what would change, then change the register below.
register-same = The register is so already. There is nothing to change.
register-refused = The table is refused, and nothing is stored. Change these lines and choose the file again.
register-line = Line
register-why = Reason
register-new = New entries
register-changed = Changed entries
register-column = Column
register-was = Is now
register-is = Would be
n-more-lines = and { $number } more
register-forever = New codes stay in the register for good.
register-store = Make the register so
register-not = Leave it as it is
done-register = The register is changed.
register-history = History
register-history-none = No change is noted here. What was changed before is told by the log.
register-founded = with the situation
register-version = version { $number }
register-which = What exactly
n-added = { $number } added
n-changed = { $number } changed
n-removed = { $number } taken out

boundaries = Boundaries
boundaries-n = { $n ->
    [0] No area has a boundary.
    [one] { $number } area has a boundary.
   *[other] { $number } areas have a boundary.
 }
boundaries-change = Read a boundary file
boundaries-how = Choose the situation’s own boundary file: GeoJSON, in degrees (WGS 84), a collection of polygons of which each names its area by its code. With boundaries, released figures by area are drawn as a map.
boundaries-kept = The shapes are simplified and laid on a plane; the file itself is not kept, and no map server is asked. Boundaries of the same level give way to the new ones. Drawing them gives no recognition.
boundaries-file = The boundary file (GeoJSON, at most 8 MiB)
boundaries-property = Property with the area’s code
boundaries-property-hint = Such as ADM1_PCODE. Left empty, it is recognised.
boundaries-try = Show what it gives
boundaries-preview = What the file gives
boundaries-nothing-stored = Nothing is stored yet. Look at the map and the lists, then keep the boundaries below.
boundaries-refused = The file is refused, and nothing is stored.
boundaries-read = Codes were found in the property { $it }.
boundaries-not-placed = In the file, and not in the register of areas
boundaries-feature = Feature { $number }
boundaries-no-code = names no code
boundaries-without = In the register, at the same level, and without a shape in the file
boundaries-store = Keep these boundaries
boundaries-remove = Take all boundaries away
boundaries-remove-how = The dashboard then has no map. No figure changes.
done-boundaries = The boundaries are changed.
map-title = Map: { $it }
map-how = Areas are shaded by the released figure ({ $it }), in up to five classes of equal width from 1 to the greatest figure shown. Where there is room, the figure stands in the area.
map-table = All figures as a table
map-no-figure = no figure in this release
map-nothing = No figure in this release:
map-shapeless = In the table and not on the map:
map-none = There is no map, since no boundaries of these areas are kept. An administrator can read the situation’s own boundary file:
