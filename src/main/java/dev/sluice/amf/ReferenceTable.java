package dev.sluice.amf;

import dev.sluice.bytes.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects and arrays of one message in the order in which they began, for later values that refer to them. */
final class ReferenceTable {
    private record Entry(AmfValue value, long valuesInside) {}

    private final List<Optional<Entry>> entries = new ArrayList<>();
    private final AmfBudget budget;

    ReferenceTable(AmfBudget budget) {
        this.budget = budget;
    }

    /** Takes the next index, for a value that has just begun. */
    int begin() {
        entries.add(Optional.empty());
        return entries.size() - 1;
    }

    /** The value of {@code index} is whole; {@code expandedBefore} is the budget's count when it began. */
    <V extends AmfValue> V end(int index, V value, long expandedBefore) {
        entries.set(index, Optional.of(new Entry(value, budget.expandedValues() - expandedBefore)));
        return value;
    }

    AmfValue at(long index) throws MalformedInput {
        if (index >= entries.size()) {
            throw new MalformedInput("AMF reference " + index + " of " + entries.size());
        }
        Optional<Entry> entry = entries.get((int) index);
        if (entry.isEmpty()) {
            throw new MalformedInput("AMF reference to an object that is not finished");
        }
        budget.repeat(entry.get().valuesInside());
        return entry.get().value();
    }
}
