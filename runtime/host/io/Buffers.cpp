//===- Buffers.cpp - growing arrays in memory of the collector -------------===//

#include "runtime/host/io/Buffers.h"

#include <charconv>

namespace eshkol {

void ByteBuffer::appendNumber(int64_t number) {
  char digits[24];
  auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  append(std::string_view(digits, end - digits));
}

void ByteBuffer::grow(size_t more) {
  size_t capacity = capacity_ ? 2 * capacity_ : 64;
  if (capacity < size_ + more)
    capacity = size_ + more;
  auto *data = static_cast<uint8_t *>(allocateData(capacity));
  if (size_)
    std::memcpy(data, data_, size_);
  data_ = data;
  capacity_ = capacity;
}

Word *WordTable::find(Word key) {
  if (!size_)
    return nullptr;
  Entry *entry = locate(key);
  return entry->key == key ? &entry->value : nullptr;
}

void WordTable::set(Word key, Word value) {
  if (!add(key, value))
    locate(key)->value = value;
}

bool WordTable::add(Word key, Word value) {
  if (2 * (size_ + 1) > capacity_)
    grow();
  Entry *entry = locate(key);
  if (entry->key == key)
    return false;
  *entry = {key, value};
  ++size_;
  return true;
}

/// The entry of the key, or the empty one where it belongs.
WordTable::Entry *WordTable::locate(Word key) {
  // Multiplication by 2^64 / the golden ratio spreads addresses over the high bits (Knuth, 6.4).
  size_t index = (key * 0x9E3779B97F4A7C15u) >> 32;
  for (;; ++index) {
    Entry *entry = &entries_[index & (capacity_ - 1)];
    if (entry->key == key || entry->key == EmptyKey)
      return entry;
  }
}

void WordTable::grow() {
  Entry *old = entries_;
  size_t oldCapacity = capacity_;
  capacity_ = capacity_ ? 2 * capacity_ : 16;
  entries_ = static_cast<Entry *>(allocate(capacity_ * sizeof(Entry)));
  for (size_t i = 0; i < capacity_; ++i)
    entries_[i].key = EmptyKey;
  for (size_t i = 0; i < oldCapacity; ++i)
    if (old[i].key != EmptyKey)
      *locate(old[i].key) = old[i];
}

} // namespace eshkol
