# Part of `_speedups.pyx`: how a table is made of gates.

def compile_table(gates):
    """A table in which bit k stands for the k-th of `gates`.

    Where a table has not enough room for all pairs, those of a gate become one, which fires for
    nothing too.
    """
    cdef Table table = Table()
    gates = list(gates)
    if len(gates) > 64:
        raise ValueError("a table holds at most 64 gates")
    pairs = {}
    for k, (_, gate_pairs) in enumerate(gates):
        for pair in gate_pairs:
            pairs[pair] = pairs.get(pair, 0) | 1 << k
    while True:
        events = _events(gates, pairs)
        if len(pairs) <= PAIRS and _count_classes(events) <= CLASSES:
            break
        pairs = _coarser(pairs)
    table.is_one = len(gates) == 1
    memset(table.owner, 0, sizeof(table.owner))
    for k, owners in enumerate(pairs.values()):
        table.owner[k] = owners
    _paint(table, events)
    table.calm = -1
    return table


def _events(gates, pairs):
    """Where a range of characters begins or ends, and of what."""
    events = {}
    for k, (chars, _) in enumerate(gates):
        _toggle(events, chars, 0, 1 << k)
    for k, (first, second) in enumerate(pairs):
        _toggle(events, first, 1, 1 << k)
        _toggle(events, second, 2, 1 << k)
    return events


def _count_classes(events):
    state = 0, 0, 0
    classes = {state}
    for bound in sorted(events):
        a, b, c = events[bound]
        state = state[0] ^ a, state[1] ^ b, state[2] ^ c
        classes.add(state)
    return len(classes)


def _coarser(pairs):
    """Fewer pairs, of which some fire for nothing: those of one set of gates are made one.

    The set is that whose one pair is the smallest, so that it fires for nothing most seldom.
    """
    groups = {}
    for (first, second), owners in pairs.items():
        groups.setdefault(owners, []).append((first, second))
    merged = {
        owners: tuple(_union(pair[side] for pair in members) for side in (0, 1))
        for owners, members in groups.items()
        if len(members) > 1
    }
    if not merged:
        raise ValueError("too many pairs of characters for one table")
    least = min(merged, key=lambda owners: _size(merged[owners][0]) * _size(merged[owners][1]))
    kept = {pair: owners for pair, owners in pairs.items() if owners != least}
    kept[merged[least]] = kept.get(merged[least], 0) | least
    return kept


def _size(ranges):
    return sum(high - low + 1 for low, high in ranges)


def _union(sets):
    from .gate import ranges

    return ranges([part for parts in sets for part in parts])


def _toggle(events, ranges, kind, bit):
    """Note that `bit` of the kind (0 single, 1 first, 2 second) changes where a range has an end."""
    for low, high in ranges:
        for at in (low, high + 1):
            marks = events.setdefault(at, [0, 0, 0])
            marks[kind] ^= bit


cdef int _paint(Table table, dict events) except -1:
    cdef Py_ssize_t low, high, code, page, begin, end
    cdef uint8_t kind
    cdef int a, b
    kinds = {(0, 0, 0): 0}
    memset(table.flat, 0, sizeof(table.flat))
    memset(table.page, 0, sizeof(table.page))
    memset(table.page_class, 0, sizeof(table.page_class))
    state = [0, 0, 0]
    bounds = sorted(events)
    high_pages = {}
    for index, bound in enumerate(bounds):
        marks = events[bound]
        state = [state[0] ^ marks[0], state[1] ^ marks[1], state[2] ^ marks[2]]
        low = bound
        high = bounds[index + 1] if index + 1 < len(bounds) else 0x110000
        kind = kinds.setdefault(tuple(state), len(kinds))
        if not kind:
            continue
        if low < FLAT:
            memset(&table.flat[low], kind, min(high, FLAT) - low)
        full = bytes([kind]) * 256
        for page in range(max(low, FLAT) >> 8, (high + 255) >> 8):
            begin, end = max(low - (page << 8), 0), min(high - (page << 8), 256)
            if end - begin == 256:
                high_pages[page] = full
            else:
                row = high_pages.setdefault(page, bytearray(256))
                row[begin:end] = full[begin:end]
    rows = {bytes(256): 0}
    for page, row in high_pages.items():
        key = bytes(row)
        at = rows.get(key, 0)
        if not at and any(row):
            at = rows[key] = len(rows)
            if at >= CLASSES:
                raise ValueError("a table holds at most 256 different pages beyond U+FFFF")
            for code in range(256):
                table.page_class[at][code] = row[code]
        table.page[page - (FLAT >> 8)] = at
    for (single, first, second), number in kinds.items():
        table.single[number] = single
        for a in range(WORDS):
            table.first[number * WORDS + a] = first >> (64 * a) & 0xFFFFFFFFFFFFFFFF
            table.second[number * WORDS + a] = second >> (64 * a) & 0xFFFFFFFFFFFFFFFF
    memset(table.hot, 0, sizeof(table.hot))
    for a in range(len(kinds)):
        for b in range(len(kinds)):
            table.hot[a << 8 | b] = table.single[b] != 0 or table.is_pair(a, b)
    for a in range(256):
        for b in range(256):
            table.bytes_hot[a << 8 | b] = table.hot[table.flat[a] << 8 | table.flat[b]]
    return 0
